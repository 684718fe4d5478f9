package io.fairlead.benchmarks.result;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One number that a benchmark found.
///
/// @param name what it is the number of
/// @param value in its unit
/// @param goal what it is to reach; null where it only informs
/// @param floor the same of the same work done by the bare parts, in the same unit; null where
///     there is none
public record Figure(
    String name, double value, Unit unit, @Nullable Goal goal, @Nullable Double floor) {

  /// One that informs.
  public static Figure of(String name, double value, Unit unit) {
    return new Figure(name, value, unit, null, null);
  }

  /// The same, to be not less than that.
  public Figure atLeast(double limit) {
    return new Figure(name, value, unit, new Goal.AtLeast(limit), floor);
  }

  /// The same, to be not more than that.
  public Figure atMost(double limit) {
    return new Figure(name, value, unit, new Goal.AtMost(limit), floor);
  }

  /// The same beside its floor.
  public Figure withFloor(double bare) {
    return new Figure(name, value, unit, goal, bare);
  }

  /// How many times the floor it is; empty where there is none.
  public Optional<Double> ratio() {
    Double bare = floor;
    return bare == null || bare == 0 ? Optional.empty() : Optional.of(value / bare);
  }

  /// Whether it has a goal and does not reach it.
  public boolean isMissed() {
    Goal wanted = goal;
    return wanted != null && !wanted.isReachedBy(value);
  }
}
