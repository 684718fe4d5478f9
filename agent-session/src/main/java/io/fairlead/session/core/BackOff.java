package io.fairlead.session.core;

import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.CloseReason;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How long to stay away, with full jitter: between nothing and a window that doubles with every
/// failure. Confined to one thread at a time.
///
/// An agent that is replaced by a newer session has a twin with the same key. Both would come back
/// at
/// once for ever, so a replaced agent waits at least half of a window that begins higher, and that
/// window shrinks only after a session that nobody challenged for the longest delay.
public final class BackOff {
  private static final int TWIN_HEAD_START = 4;
  private static final int MAX_DOUBLINGS = 30;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final int UNAUTHORIZED = 401;

  /// More than any gateway has reason to ask for.
  private static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);

  private final Duration shortest;
  private final Duration longest;
  private final RandomGenerator random;
  private int failures;
  private int replacements;
  private boolean triedCorrectedClock;

  /// @param shortest the first window; more than 0
  /// @param longest the last window; at least the first
  public BackOff(Duration shortest, Duration longest, RandomGenerator random) {
    if (!shortest.isPositive() || longest.compareTo(shortest) < 0) {
      throw new IllegalArgumentException(
          "back-off: shortest is more than 0 and at most longest, not %s and %s"
              .formatted(shortest, longest));
    }
    this.shortest = shortest;
    this.longest = longest;
    this.random = random;
  }

  /// The delay before the first attempt.
  Duration first() {
    return upTo(shortest);
  }

  /// The delay after that ending.
  Duration next(Ending ending) {
    return switch (ending) {
      case Ending.Closed(CloseReason reason) when reason.cause() == CloseCause.Replaced ->
          afterReplacement();
      case Ending.Closed(CloseReason reason) ->
          switch (reason.cause().reaction()) {
            case RECONNECT -> atLeast(reason.retryAfter(), ordinary());
            case RECONNECT_SLOWLY -> atLeast(reason.retryAfter(), upTo(longest));
          };
      case Ending.Refused refused -> afterRefusal(refused);
      case Ending.Failed() -> ordinary();
    };
  }

  private Duration afterRefusal(Ending.Refused refused) {
    if (refused.status() == UNAUTHORIZED && refused.clockCorrected() && !triedCorrectedClock) {
      // The token was dated by a wrong clock: the next one is right.
      triedCorrectedClock = true;
      return upTo(shortest);
    }
    boolean passing =
        refused.status() >= FIRST_SERVER_ERROR || refused.status() == TOO_MANY_REQUESTS;
    return atLeast(refused.retryAfter(), passing ? ordinary() : upTo(longest));
  }

  private Duration ordinary() {
    return upTo(window(failures++));
  }

  private Duration afterReplacement() {
    Duration half = window(TWIN_HEAD_START + replacements++).dividedBy(2);
    return half.plus(upTo(half));
  }

  private Duration window(int doublings) {
    Duration window = shortest.multipliedBy(1L << Math.min(doublings, MAX_DOUBLINGS));
    return window.compareTo(longest) < 0 ? window : longest;
  }

  /// What was asked for and a jitter of its own, or the ordinary delay when that is longer.
  private Duration atLeast(Optional<Duration> asked, Duration delay) {
    if (asked.isEmpty() || !asked.get().isPositive()) {
      return delay;
    }
    Duration away = asked.get().compareTo(MAX_RETRY_AFTER) < 0 ? asked.get() : MAX_RETRY_AFTER;
    Duration tenth = away.dividedBy(10);
    Duration jittered = away.plus(upTo(tenth.compareTo(shortest) < 0 ? shortest : tenth));
    return jittered.compareTo(delay) < 0 ? delay : jittered;
  }

  private Duration upTo(Duration window) {
    return Duration.ofNanos(random.nextLong(window.toNanos() + 1));
  }

  /// A session stayed up: what failed before counts no longer.
  void settled() {
    failures = 0;
    triedCorrectedClock = false;
  }

  /// A session stayed up for the longest delay without a rival.
  void unrivalled() {
    replacements = 0;
  }

  Duration longest() {
    return longest;
  }
}
