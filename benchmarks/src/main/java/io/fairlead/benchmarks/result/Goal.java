package io.fairlead.benchmarks.result;

/// What a figure is to reach.
public sealed interface Goal {
  /// Not less than that.
  ///
  /// @param limit in the figure's unit
  record AtLeast(double limit) implements Goal {}

  /// Not more than that.
  ///
  /// @param limit in the figure's unit
  record AtMost(double limit) implements Goal {}

  /// In the figure's unit.
  double limit();

  /// Whether a figure of that value reaches it. What is no number does not.
  default boolean isReachedBy(double value) {
    return switch (this) {
      case AtLeast(double limit) -> value >= limit;
      case AtMost(double limit) -> value <= limit;
    };
  }
}
