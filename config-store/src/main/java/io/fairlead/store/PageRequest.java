package io.fairlead.store;

import java.util.List;
import java.util.Optional;

/// Which part of a list is wanted.
///
/// @param top the most items, 1 to [#MAX_TOP]
/// @param token [Page#next] of the page before; empty for the first page
/// @param within the keys of the scopes that whoever asks may see: only what is at or within one of
///     them is listed; empty for all. Lists of resource groups and subscriptions take the exact
///     ids
public record PageRequest(int top, Optional<String> token, Optional<List<String>> within) {
  public static final int MAX_TOP = 1000;

  public PageRequest {
    within = within.map(List::copyOf);
    if (top < 1 || top > MAX_TOP) {
      throw new IllegalArgumentException("top is 1 to " + MAX_TOP + ", not " + top);
    }
  }

  /// A page of all there is.
  public PageRequest(int top, Optional<String> token) {
    this(top, token, Optional.empty());
  }

  /// The same, of these scopes alone.
  ///
  /// @param keys in lower case
  public PageRequest within(List<String> keys) {
    return new PageRequest(top, token, Optional.of(keys));
  }

  public static PageRequest first(int top) {
    return new PageRequest(top, Optional.empty());
  }
}
