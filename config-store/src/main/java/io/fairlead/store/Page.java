package io.fairlead.store;

import java.util.List;
import java.util.Optional;

/// A part of a list in the order of lower-case ids. Items that exist from the first page to the
/// last are listed exactly once, whatever is added or removed meanwhile. A page may have fewer
/// items than wanted although others follow: some 4 MiB of them at most, but for a single one.
///
/// @param next the token of the following page; empty on the last
public record Page<T>(List<T> items, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }
}
