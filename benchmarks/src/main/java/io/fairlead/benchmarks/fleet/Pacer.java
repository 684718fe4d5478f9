package io.fairlead.benchmarks.fleet;

import java.time.Duration;

/// Waits for the moments of a [Script].
@FunctionalInterface
interface Pacer {
  /// Returns at that time after the script's begin, or at once where that is past.
  void await(Duration sinceBegin) throws InterruptedException;

  /// By this machine's clock, from now on.
  static Pacer fromNow() {
    long begin = System.nanoTime();
    return moment -> {
      long left = begin + moment.toNanos() - System.nanoTime();
      if (left > 0) {
        Thread.sleep(Duration.ofNanos(left));
      }
    };
  }
}
