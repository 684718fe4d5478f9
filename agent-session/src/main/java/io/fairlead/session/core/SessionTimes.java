package io.fairlead.session.core;

import java.time.Duration;

/// How long things may take.
///
/// @param welcome from hello to welcome
/// @param settled after this long a session counts as a success
public record SessionTimes(Duration welcome, Duration settled) {
  /// What the protocol says.
  public static final SessionTimes DEFAULT =
      new SessionTimes(Duration.ofSeconds(30), Duration.ofSeconds(60));
}
