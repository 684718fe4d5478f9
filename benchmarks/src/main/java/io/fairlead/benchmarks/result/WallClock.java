package io.fairlead.benchmarks.result;

import java.time.Instant;

/// Both clocks of this machine, set beside each other once: what the hub's processes note by the
/// wall clock can then be told from what this process measures.
///
/// @param ahead how far [System#nanoTime()] is behind the wall clock
public record WallClock(long ahead) {
  private static final long NANOS = 1_000_000_000L;

  /// As they stand now.
  public static WallClock now() {
    return new WallClock(sinceEpoch(Instant.now()) - System.nanoTime());
  }

  /// A moment of the wall clock by [System#nanoTime()].
  public long nanos(Instant at) {
    return sinceEpoch(at) - ahead;
  }

  /// A moment of the wall clock by [System#nanoTime()].
  ///
  /// @param millis since 1970, as Kafka's records have it
  public long nanosOfMillis(long millis) {
    return nanos(Instant.ofEpochMilli(millis));
  }

  private static long sinceEpoch(Instant at) {
    return at.getEpochSecond() * NANOS + at.getNano();
  }
}
