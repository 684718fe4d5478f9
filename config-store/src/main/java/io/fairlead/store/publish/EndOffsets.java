package io.fairlead.store.publish;

import java.util.Map;
import java.util.TreeMap;

/// How far partitions reach, as last known. Ends only grow: neither compaction nor retention nor
/// the deletion of records moves them back. One that is smaller than it was has lost records.
///
/// @param offsets the offset after the last record, or a smaller one, by `topic/partition`
record EndOffsets(Map<String, Long> offsets) {
  static final EndOffsets NONE = new EndOffsets(Map.of());

  EndOffsets {
    offsets = Map.copyOf(offsets);
  }

  static String partition(String topic, int number) {
    return topic + "/" + number;
  }

  /// The larger of both for each partition.
  EndOffsets raisedTo(EndOffsets others) {
    Map<String, Long> raised = new TreeMap<>(offsets);
    others.offsets.forEach((partition, offset) -> raised.merge(partition, offset, Math::max));
    return new EndOffsets(raised);
  }

  /// Whether any partition that is known to both reached further before.
  boolean isBehind(EndOffsets before) {
    return before.offsets.entrySet().stream()
        .anyMatch(known -> offsets.getOrDefault(known.getKey(), Long.MAX_VALUE) < known.getValue());
  }
}
