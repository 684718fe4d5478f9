package io.fairlead.store;

import java.util.Optional;

/// Which part of a list is wanted.
///
/// @param top the most items, 1 to [#MAX_TOP]
/// @param token [Page#next] of the page before; empty for the first page
public record PageRequest(int top, Optional<String> token) {
  public static final int MAX_TOP = 1000;

  public PageRequest {
    if (top < 1 || top > MAX_TOP) {
      throw new IllegalArgumentException("top is 1 to " + MAX_TOP + ", not " + top);
    }
  }

  public static PageRequest first(int top) {
    return new PageRequest(top, Optional.empty());
  }
}
