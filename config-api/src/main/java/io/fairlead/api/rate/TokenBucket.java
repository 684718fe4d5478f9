package io.fairlead.api.rate;

import java.time.Duration;

/// One caller's bucket of one kind. It begins full, each request takes one, and it fills again at
/// the rate. Not thread-safe.
final class TokenBucket {
  private static final double NANOS = 1e9;

  private final Rate rate;
  private double tokens;
  private long filledNanos;

  TokenBucket(Rate rate, long nowNanos) {
    this.rate = rate;
    this.tokens = rate.burst();
    this.filledNanos = nowNanos;
  }

  /// Takes one, where there is one.
  ///
  /// @param nowNanos of a clock that only goes forward
  Allowance take(long nowNanos) {
    double more = (nowNanos - filledNanos) / NANOS * rate.perSecond();
    tokens = Math.min(rate.burst(), tokens + more);
    filledNanos = nowNanos;
    if (tokens >= 1) {
      tokens -= 1;
      return new Allowance(true, (int) tokens, Duration.ZERO);
    }
    double waitNanos = (1 - tokens) / rate.perSecond() * NANOS;
    return new Allowance(false, 0, Duration.ofNanos((long) Math.ceil(waitNanos)));
  }
}
