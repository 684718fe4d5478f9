package io.fairlead.store.publish;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Tells the publisher that there is something to do. Any number of signals before it looks count
/// as one. Thread-safe.
public final class WakeUp {
  private final Semaphore signals = new Semaphore(0);

  /// Returns at once.
  public void signal() {
    if (signals.availablePermits() == 0) {
      signals.release();
    }
  }

  /// Waits for a signal, at most that long.
  void await(Duration limit) throws InterruptedException {
    if (signals.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
      signals.drainPermits();
    }
  }
}
