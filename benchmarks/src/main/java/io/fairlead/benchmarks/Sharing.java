package io.fairlead.benchmarks;

/// Whether a benchmark may use a hub together with others, one after another. Each has a
/// subscription of its own in it.
public enum Sharing {
  /// It uses none, or starts what it measures by itself.
  NO_HUB,
  /// It needs a hub that has done nothing else.
  ALONE,
  /// It may be the first in a hub, before any other: it counts all that is there.
  FIRST,
  /// It does not mind others before it, and leaves the hub as it found it but for its rows.
  BETWEEN,
  /// It may be the last in a hub: it does not leave it as it found it.
  LAST
}
