package io.fairlead.benchmarks.fleet;

import java.util.List;

/// A part of a fleet: those between two points of it, of which the second is left out. Shares that
/// touch have nobody in common and leave nobody out.
///
/// @param from 0 is the first
/// @param to 1 is after the last
public record Share(double from, double to) {
  /// Everyone.
  public static final Share ALL = new Share(0, 1);

  /// @throws IllegalArgumentException unless 0 ≤ from ≤ to ≤ 1
  public Share {
    if (!(from >= 0 && from <= to && to <= 1)) {
      throw new IllegalArgumentException(
          "a share is from 0 to 1, the first point not after the second, not %s to %s"
              .formatted(from, to));
    }
  }

  /// Those of a fleet.
  public <T> List<T> of(List<T> fleet) {
    return fleet.subList(place(from, fleet.size()), place(to, fleet.size()));
  }

  private static int place(double point, int size) {
    return (int) Math.round(point * size);
  }
}
