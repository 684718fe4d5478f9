package io.fairlead.session.core;

import io.fairlead.contract.json.Json;
import io.fairlead.contract.protocol.ProtocolLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Splits lists so that each part fits into a frame.
final class Chunks {
  /// What the frame around a list takes at most.
  private static final int ENVELOPE = 1024;

  private static final int BUDGET = ProtocolLimits.MAX_FRAME_BYTES - ENVELOPE;

  private Chunks() {}

  /// As many items from the front as fit into one frame, at least one.
  static <T> List<T> first(Iterable<T> items) {
    List<T> chunk = new ArrayList<>();
    int bytes = 0;
    for (T item : items) {
      bytes += Json.write(item).length + 1;
      if (bytes > BUDGET && !chunk.isEmpty()) {
        return chunk;
      }
      chunk.add(item);
    }
    return chunk;
  }

  /// All items in parts; one empty part for no items.
  static <T> List<List<T>> all(Collection<T> items) {
    List<List<T>> chunks = new ArrayList<>();
    List<T> rest = new ArrayList<>(items);
    do {
      List<T> chunk = first(rest);
      chunks.add(List.copyOf(chunk));
      rest = rest.subList(chunk.size(), rest.size());
    } while (!rest.isEmpty());
    return chunks;
  }
}
