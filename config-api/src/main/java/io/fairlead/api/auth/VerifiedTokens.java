package io.fairlead.api.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Tokens that were verified, by their digests, until they expire, and not longer than some
/// minutes, so that a key that its issuer withdraws ends its tokens soon. Thread-safe.
final class VerifiedTokens {
  static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int MOST = 10_000;

  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final InstantSource clock;

  private record Known(Caller caller, Instant until) {}

  VerifiedTokens(InstantSource clock) {
    this.clock = clock;
  }

  Optional<Caller> find(String digest) {
    Known found = known.get(digest);
    return found != null && clock.instant().isBefore(found.until())
        ? Optional.of(found.caller())
        : Optional.empty();
  }

  /// Keeps one; not when there are too many that are valid.
  void keep(String digest, Caller caller, Instant expires) {
    Instant now = clock.instant();
    if (known.size() >= MOST) {
      known.values().removeIf(k -> !now.isBefore(k.until()));
    }
    if (known.size() < MOST) {
      Instant longest = now.plus(LONGEST);
      known.put(digest, new Known(caller, expires.isBefore(longest) ? expires : longest));
    }
  }
}
