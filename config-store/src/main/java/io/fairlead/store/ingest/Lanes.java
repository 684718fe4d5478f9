package io.fairlead.store.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Shares a large batch out among lanes, to be read and written side by side. The records of one
/// key, which is a cluster's, stay together in their order: no lane waits for the locks of another.
/// Immutable.
///
/// @param count how many there are
/// @param large a batch with so many bytes of values is shared out
record Lanes(int count, long large) {
  /// All in one.
  static final Lanes ONE = new Lanes(1, Long.MAX_VALUE);

  /// Of what clusters say: a processor is busy with one transaction while another one reads. What
  /// is smaller costs more in two transactions than it gains.
  static final Lanes OF_FACTS = new Lanes(2, 2 << 20);

  /// The parts of a batch; the batch itself when it is not large.
  List<List<Incoming>> of(List<Incoming> batch) {
    if (count == 1 || bytes(batch) < large) {
      return List.of(batch);
    }
    List<List<Incoming>> lanes =
        Stream.<List<Incoming>>generate(ArrayList::new).limit(count).toList();
    for (Incoming record : batch) {
      lanes.get(Math.floorMod(Arrays.hashCode(record.key()), count)).add(record);
    }
    return lanes.stream().filter(lane -> !lane.isEmpty()).toList();
  }

  private static long bytes(List<Incoming> batch) {
    long bytes = 0;
    for (Incoming record : batch) {
      byte[] value = record.value();
      bytes += value == null ? 0 : value.length;
    }
    return bytes;
  }
}
