package io.fairlead.gateway.admission;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/// Tells those for whom the queue has no room when to come back: one after another, hardly faster
/// than attempts are checked, so that a crowd of any size finds room when it comes and the queue
/// does not run dry. Thread-safe.
///
/// How fast that is, is measured. Nobody is sent away for longer than [#LONGEST]: what was measured
/// may have been exceptional, and whoever sends strangers in crowds must not keep others away for
/// long.
final class WaitingRoom {
  static final Duration SHORTEST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofSeconds(15);

  /// Some stay away for longer than they were told.
  private static final double OVERBOOKED = 1.2;

  /// The last check counts as one of so many.
  private static final double REMEMBERED = 64;

  private static final double NANOS = 1e9;

  /// Until something was measured: a check's time on a small machine.
  private static final double FIRST_GUESS_NANOS = 2e6;

  private final int threads;
  private final LongSupplier nanoTime;
  private double checkNanos = FIRST_GUESS_NANOS;

  /// When the next one is due.
  private double dueNanos;

  /// @param threads that check at a time
  WaitingRoom(int threads, LongSupplier nanoTime) {
    this.threads = threads;
    this.nanoTime = nanoTime;
    this.dueNanos = nanoTime.getAsLong();
  }

  /// A check took this long.
  synchronized void checked(long nanos) {
    checkNanos += (nanos - checkNanos) / REMEMBERED;
  }

  /// Sends one away.
  ///
  /// @return when to come back: from [#SHORTEST] to [#LONGEST]
  synchronized Duration comeBack() {
    double now = nanoTime.getAsLong();
    dueNanos = Math.max(dueNanos, now + nanos(SHORTEST)) + checkNanos / threads / OVERBOOKED;
    double latest = now + nanos(LONGEST);
    if (dueNanos > latest) {
      dueNanos = latest;
      return seconds(LONGEST, ThreadLocalRandom.current().nextDouble(0.5, 1));
    }
    return Duration.ofNanos((long) (dueNanos - now));
  }

  private static double nanos(Duration duration) {
    return duration.toSeconds() * NANOS;
  }

  private static Duration seconds(Duration whole, double part) {
    return Duration.ofNanos((long) (nanos(whole) * part));
  }
}
