package io.fairlead.store.publish;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The configurations that passed others and have not had their turn yet. They are few, and those
/// of one cluster leave room for others. Used by one thread.
final class Ahead {
  /// Most in all.
  private static final int MOST = 10_000;

  /// Most of one cluster.
  static final int MOST_OF_ONE = 500;

  /// Who had as many may have more once so many are left.
  static final int ROOM_AGAIN = 400;

  /// The transactions that changed them last before they passed, by their keys.
  private final Map<String, String> changes = new HashMap<>();

  /// How many each cluster has.
  private final Map<String, Integer> counts = new HashMap<>();

  private final Set<String> full = new HashSet<>();

  /// For how many more there is room.
  int room() {
    return MOST - changes.size();
  }

  /// Clusters that have as many as they may.
  Set<String> full() {
    return Set.copyOf(full);
  }

  /// Whether the row passed as that transaction left it.
  boolean contains(Cursor row) {
    return row.xid().equals(changes.get(row.key()));
  }

  /// The row passes, as that transaction left it.
  void add(Cursor row) {
    String cluster = row.cluster();
    if (changes.put(row.key(), row.xid()) == null
        && counts.merge(cluster, 1, Integer::sum) >= MOST_OF_ONE) {
      full.add(cluster);
    }
  }

  /// The row has its turn.
  ///
  /// @return whether it had passed as that transaction left it
  boolean remove(Cursor row) {
    String before = changes.remove(row.key());
    if (before != null) {
      String cluster = row.cluster();
      Integer left =
          counts.merge(cluster, -1, (known, one) -> known + one == 0 ? null : known + one);
      if (left == null || left <= ROOM_AGAIN) {
        full.remove(cluster);
      }
    }
    return row.xid().equals(before);
  }

  /// All rows have had their turn.
  void clear() {
    changes.clear();
    counts.clear();
    full.clear();
  }
}
