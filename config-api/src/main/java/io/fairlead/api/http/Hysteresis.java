package io.fairlead.api.http;

import java.util.concurrent.atomic.AtomicInteger;

/// Whether something is there, judged by several questions: one answer says yes, only several
/// silences in a row say no, so that a hiccup takes nothing out of service. Away at first.
/// Thread-safe.
public final class Hysteresis {
  private final int failuresUntilAway;
  private final AtomicInteger failures;

  /// @param failuresUntilAway how many silences in a row count, at least 1
  public Hysteresis(int failuresUntilAway) {
    if (failuresUntilAway < 1) {
      throw new IllegalArgumentException("at least 1, not " + failuresUntilAway);
    }
    this.failuresUntilAway = failuresUntilAway;
    this.failures = new AtomicInteger(failuresUntilAway);
  }

  /// It answered.
  ///
  /// @return whether it was away until now
  public boolean answered() {
    return failures.getAndSet(0) >= failuresUntilAway;
  }

  /// It did not answer.
  ///
  /// @return whether this made it away
  public boolean silent() {
    int before = failures.getAndUpdate(count -> Math.min(count + 1, failuresUntilAway));
    return before == failuresUntilAway - 1;
  }

  /// Whether it is there.
  public boolean available() {
    return failures.get() < failuresUntilAway;
  }
}
