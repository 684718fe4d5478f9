package io.fairlead.gateway.admission;

import io.fairlead.contract.protocol.ProtocolLimits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// Remembers tokens until they end, so that each opens one connection. Holds a bounded number:
/// attempts are admitted at a bounded rate and tokens live for minutes, so that it is only full
/// when
/// something is wrong, and then it refuses. Thread-safe.
public final class ReplayGuard {
  private static final int SWEEP_SECONDS = 10;

  private final int capacity;
  private final InstantSource clock;
  private final Map<String, Instant> used = new ConcurrentHashMap<>();
  private final AtomicReference<Instant> nextSweep = new AtomicReference<>(Instant.MIN);

  ReplayGuard(int capacity, InstantSource clock) {
    this.capacity = capacity;
    this.clock = clock;
  }

  /// A guard that holds all tokens that can be alive at a time.
  ///
  /// @param perSecond attempts admitted each second
  /// @param burst attempts admitted at once after a quiet time
  public static ReplayGuard forRate(double perSecond, int burst, InstantSource clock) {
    double seconds =
        ProtocolLimits.MAX_TOKEN_SECONDS + 2 * TokenCheck.LEEWAY.toSeconds() + SWEEP_SECONDS;
    return new ReplayGuard((int) Math.min(burst + perSecond * seconds, Integer.MAX_VALUE), clock);
  }

  /// Uses a token up.
  ///
  /// @return what that gives: [Attempt#Accepted], [Attempt#TokenReplayed], or
  ///     [Attempt#TooManyAttempts] when no more can be remembered
  public Attempt use(Token.Checked token) {
    sweep();
    if (used.size() >= capacity) {
      return Attempt.TooManyAttempts;
    }
    Instant forgotten = token.expires().plus(TokenCheck.LEEWAY);
    String name = token.cluster().key() + " " + token.id();
    return used.putIfAbsent(name, forgotten) == null ? Attempt.Accepted : Attempt.TokenReplayed;
  }

  private void sweep() {
    Instant now = clock.instant();
    Instant due = nextSweep.get();
    if (!now.isBefore(due) && nextSweep.compareAndSet(due, now.plusSeconds(SWEEP_SECONDS))) {
      used.values().removeIf(forgotten -> forgotten.isBefore(now));
    }
  }

  /// Tokens remembered.
  public int size() {
    return used.size();
  }
}
