package io.fairlead.store.ingest;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// How fast the small batches of a channel follow each other: some at once, then one after each
/// [#INTERVAL]. What comes meanwhile waits in Kafka and makes the next batch larger, since a batch
/// of many records costs little more than one of few. So a flood costs less, and what comes by
/// itself never waits. Thread-safe.
public final class Pace {
  /// How many may follow each other at once, after a time without any.
  static final int AT_ONCE = 10;

  /// Then comes one after each of these.
  static final Duration INTERVAL = Duration.ofMillis(100);

  /// A batch of so many records gains nothing by waiting.
  static final int LARGE = 200;

  private final LongSupplier nanoTime;

  /// When as many as possible may follow at once again.
  private long restedAt;

  /// @param nanoTime as [System#nanoTime()]
  public Pace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.restedAt = nanoTime.getAsLong();
  }

  /// Counts a batch.
  ///
  /// @param records in it
  /// @return how long the next one is to wait, from now on: zero or whole milliseconds, of which
  ///     timers take no parts
  public synchronized Duration after(int records) {
    if (records >= LARGE) {
      return Duration.ZERO;
    }
    long now = nanoTime.getAsLong();
    long rested = restedAt - now > 0 ? restedAt : now;
    restedAt = rested + INTERVAL.toNanos();
    long wait = Math.max(0, restedAt - now - AT_ONCE * INTERVAL.toNanos());
    return Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(wait));
  }
}
