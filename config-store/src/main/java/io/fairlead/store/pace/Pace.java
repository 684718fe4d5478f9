package io.fairlead.store.pace;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// How fast small batches follow each other: some at once, then one after each interval, which may
/// grow with what a batch had. What comes meanwhile waits where it is and makes the next batch
/// larger, since a batch of many costs little more than one of few. So a flood costs less, and what
/// comes by itself never waits. Thread-safe.
public final class Pace {
  /// What follows each other.
  ///
  /// @param atOnce how many batches of few may follow each other at once, after a time without any
  /// @param interval then comes one after each of these; whole milliseconds
  /// @param few after a batch of more than so many the interval is as many times as long
  /// @param longest but never longer than this
  /// @param large a batch of so many gains nothing by waiting
  public record Limits(int atOnce, Duration interval, int few, Duration longest, int large) {
    /// Of what is said of clusters: only those who look wait for it, and who deletes what a cluster
    /// is to confirm; in a flood it is not the newest anyway.
    public static final Limits FACTS =
        new Limits(10, Duration.ofMillis(100), 25, Duration.ofMillis(500), 1000);

    /// Of what policies want done: clusters wait for it.
    public static final Limits DEPLOYMENTS = steady(Duration.ofMillis(25));

    /// Of what is published: in a flood, a change is under way for longer than this anyway.
    public static final Limits PUBLICATION = steady(Duration.ofMillis(20));

    private static Limits steady(Duration interval) {
      return new Limits(10, interval, 200, interval, 200);
    }

    private long nanosAfter(int size) {
      return Math.clamp(interval.toNanos() * size / few, interval.toNanos(), longest.toNanos());
    }
  }

  private final Limits limits;
  private final LongSupplier nanoTime;

  /// When as many as possible may follow at once again.
  private long restedAt;

  /// @param nanoTime as [System#nanoTime()]
  public Pace(Limits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.restedAt = nanoTime.getAsLong();
  }

  /// Counts a batch.
  ///
  /// @param size how much is in it
  /// @return how long the next one is to wait, from now on: zero or whole milliseconds, of which
  ///     timers take no parts
  public synchronized Duration after(int size) {
    if (size >= limits.large()) {
      return Duration.ZERO;
    }
    long now = nanoTime.getAsLong();
    long rested = restedAt - now > 0 ? restedAt : now;
    restedAt = rested + limits.nanosAfter(size);
    long wait = Math.max(0, restedAt - now - limits.atOnce() * limits.interval().toNanos());
    return Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(wait));
  }
}
