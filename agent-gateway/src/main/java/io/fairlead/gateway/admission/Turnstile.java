package io.fairlead.gateway.admission;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/// Lets sessions in at a bounded rate and tells those turned away when to come back: after as long
/// as it takes to let in all that were turned away before them, and a random time more, so that a
/// storm comes back spread out. Thread-safe.
public final class Turnstile {
  private static final double SHORTEST_SECONDS = 1;
  private static final double LONGEST_SECONDS = 120;
  private static final double NANOS_PER_SECOND = 1e9;

  private final double perSecond;
  private final double burst;
  private final InstantSource clock;
  private double tokens;
  private double turnedAway;
  private Instant last;

  /// @param perSecond sessions let in each second
  /// @param burst sessions let in at once after a quiet time
  public Turnstile(double perSecond, int burst, InstantSource clock) {
    if (perSecond <= 0 || burst < 1) {
      throw new IllegalArgumentException(
          "rate is above 0 and burst at least 1, not %s and %d".formatted(perSecond, burst));
    }
    this.perSecond = perSecond;
    this.burst = burst;
    this.clock = clock;
    this.tokens = burst;
    this.last = clock.instant();
  }

  /// Tries to get in.
  ///
  /// @return zero when let in; otherwise when to come back
  public synchronized Duration enter() {
    refill();
    if (tokens >= 1) {
      tokens--;
      return Duration.ZERO;
    }
    turnedAway++;
    return comeBack();
  }

  /// When somebody should come back who is turned away for another reason.
  public synchronized Duration comeBack() {
    refill();
    double seconds = Math.max(turnedAway / perSecond, SHORTEST_SECONDS);
    double jittered = seconds * ThreadLocalRandom.current().nextDouble(1, 2);
    return Duration.ofMillis((long) (Math.min(jittered, LONGEST_SECONDS) * 1000));
  }

  private void refill() {
    Instant now = clock.instant();
    // To the nanosecond: in a storm less than a millisecond passes between two calls.
    Duration passed = Duration.between(last, now);
    double gained =
        Math.max(0, (passed.getSeconds() + passed.getNano() / NANOS_PER_SECOND) * perSecond);
    last = now;
    tokens = Math.min(burst, tokens + gained);
    turnedAway = Math.max(0, turnedAway - gained);
  }
}
