package io.fairlead.api.rate;

import java.time.Duration;

/// Whether one more request is allowed.
///
/// @param isAllowed whether it is
/// @param remaining how many more would be right now
/// @param until how long until one would be; zero when it is allowed
public record Allowance(boolean isAllowed, int remaining, Duration until) {
  /// As the header `Retry-After` has it: whole seconds, at least 1.
  public long retryAfterSeconds() {
    return Math.max(1, until.plusNanos(999_999_999).toSeconds());
  }
}
