package io.fairlead.agent.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.status.StatusEntry.Detail;
import io.fairlead.contract.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The array `statuses`, of a bounded size: what does not fit is told more briefly, and what does
/// not fit then is left out, the healthy ones first.
///
/// @param array null when there is no object at all
/// @param leftOut how many objects are not in it
/// @param total how many objects there are
record StatusList(@Nullable ArrayNode array, int leftOut, int total) {
  /// Most bytes of JSON. A whole status has some room beyond that, for the rest of it.
  static final int MAX_BYTES = 48 * 1024 - 1;

  private static final int BRACKETS = 2;
  private static final int COMMA = 1;

  static StatusList of(Collection<StatusEntry> entries) {
    if (entries.isEmpty()) {
      return new StatusList(null, 0, 0);
    }
    List<StatusEntry> sorted = entries.stream().sorted(StatusEntry.ORDER).toList();
    ArrayNode full = JsonNodeFactory.instance.arrayNode();
    int bytes = BRACKETS;
    for (StatusEntry entry : sorted) {
      ObjectNode json = entry.json(Detail.FULL);
      bytes += Json.write(json).length + COMMA;
      if (bytes > MAX_BYTES) {
        return brief(sorted);
      }
      full.add(json);
    }
    return new StatusList(full, 0, sorted.size());
  }

  private static StatusList brief(List<StatusEntry> sorted) {
    var kept = new TreeMap<StatusEntry, ObjectNode>(StatusEntry.ORDER);
    int bytes = BRACKETS;
    for (StatusEntry entry : sorted.stream().sorted(StatusEntry.WORST_FIRST).toList()) {
      ObjectNode json = entry.json(Detail.BRIEF);
      bytes += Json.write(json).length + COMMA;
      if (bytes > MAX_BYTES) {
        break;
      }
      kept.put(entry, json);
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode().addAll(kept.values());
    return new StatusList(array, sorted.size() - kept.size(), sorted.size());
  }

  /// One sentence on what is left out; empty when nothing is.
  Optional<String> note() {
    return leftOut == 0
        ? Optional.empty()
        : Optional.of("%d of %d objects are left out of statuses".formatted(leftOut, total));
  }
}
