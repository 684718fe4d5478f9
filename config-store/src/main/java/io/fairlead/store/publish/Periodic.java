package io.fairlead.store.publish;

import java.time.Duration;

/// Something that is due from time to time. Used by one thread.
final class Periodic {
  private final long period;
  private long next;

  Periodic(Duration period) {
    this.period = period.toNanos();
    this.next = System.nanoTime() + this.period;
  }

  /// Whether it is due now; if so, it is next due after another period.
  boolean isDue() {
    long now = System.nanoTime();
    if (now - next < 0) {
      return false;
    }
    next = now + period;
    return true;
  }

  /// Makes it due no later than this from now, once.
  void dueWithin(Duration wait) {
    long due = System.nanoTime() + wait.toNanos();
    next = next - due > 0 ? due : next;
  }
}
