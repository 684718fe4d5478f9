package io.fairlead.store.postgres;

import java.util.ArrayList;
import java.util.List;

/// Which rows make a page: as many as wanted, unless they are large. What a page takes in memory is
/// bounded, whatever is stored.
///
/// @param keys in their order; at least one unless the list ends
/// @param more whether the list goes on after them
record PageKeys(List<String> keys, boolean more) {
  /// The most bytes of a page of more than one row.
  static final long MAX_BYTES = 4L * 1024 * 1024;

  PageKeys {
    keys = List.copyOf(keys);
  }

  /// A row that could be on the page.
  ///
  /// @param bytes its size
  record Candidate(String key, long bytes) {}

  /// Chooses from the rows that follow, one more than wanted if there are as many.
  static PageKeys of(List<Candidate> following, int top) {
    List<String> keys = new ArrayList<>();
    long bytes = 0;
    for (Candidate candidate : following) {
      bytes += candidate.bytes();
      if (keys.size() == top || (!keys.isEmpty() && bytes > MAX_BYTES)) {
        return new PageKeys(keys, true);
      }
      keys.add(candidate.key());
    }
    return new PageKeys(keys, false);
  }
}
