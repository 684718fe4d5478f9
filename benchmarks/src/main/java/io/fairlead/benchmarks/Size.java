package io.fairlead.benchmarks;

/// How much work is done.
public enum Size {
  /// What the goals are for.
  FULL,
  /// Less, to see in minutes that nothing has become much worse.
  QUICK;

  /// The value for this size.
  public <T> T of(T full, T quick) {
    return switch (this) {
      case FULL -> full;
      case QUICK -> quick;
    };
  }
}
