package io.fairlead.api.preview;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Until when a preview has to be done. Thread-safe.
public final class Deadline {
  private final LongSupplier nanos;
  private final long end;
  private final Duration budget;

  /// Begins now.
  ///
  /// @param nanos as [System#nanoTime()]
  public Deadline(Duration budget, LongSupplier nanos) {
    this.nanos = nanos;
    this.budget = budget;
    this.end = nanos.getAsLong() + budget.toNanos();
  }

  /// From beginning to end.
  public Duration budget() {
    return budget;
  }

  /// Goes on only while there is time.
  ///
  /// @throws Passed when there is none left
  public void check() {
    if (nanos.getAsLong() - end >= 0) {
      throw new Passed();
    }
  }

  /// Time is over. Carries no stack trace: it is no fault.
  public static final class Passed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Passed() {
      super("Time is over", null, false, false);
    }
  }
}
