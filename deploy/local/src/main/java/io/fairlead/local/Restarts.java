package io.fairlead.local;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides how often a part that keeps dying is started again. Not thread-safe.
///
/// Two bounds: starts that fail one after another, with a growing pause between them, and restarts
/// of any kind within half an hour, so that something that dies as soon as it serves, which takes a
/// service some seconds each time, is given up as well.
final class Restarts {
  static final int MOST_FAILED_STARTS = 6;
  static final int MOST_RECENT = 40;
  static final Duration RECENT = Duration.ofMinutes(30);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  private final InstantSource clock;
  private final ArrayDeque<Instant> recent = new ArrayDeque<>(MOST_RECENT);
  private int failedStarts;
  private @Nullable String lastReason;

  Restarts(InstantSource clock) {
    this.clock = clock;
  }

  /// How long to wait before the next start; empty: give up. A part that served is started again at
  /// once.
  Optional<Duration> next() {
    Instant now = clock.instant();
    while (!recent.isEmpty() && recent.getFirst().isBefore(now.minus(RECENT))) {
      recent.removeFirst();
    }
    if (failedStarts == MOST_FAILED_STARTS || recent.size() == MOST_RECENT) {
      return Optional.empty();
    }
    recent.addLast(now);
    return Optional.of(pause());
  }

  /// The last start failed.
  void failed(String reason) {
    failedStarts++;
    lastReason = reason;
  }

  /// Why the last start failed; empty when it did not.
  Optional<String> lastReason() {
    return Optional.ofNullable(lastReason);
  }

  /// The last start ended in a part that serves.
  void succeeded() {
    failedStarts = 0;
    lastReason = null;
  }

  private Duration pause() {
    if (failedStarts == 0) {
      return Duration.ZERO;
    }
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << (failedStarts - 1));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
