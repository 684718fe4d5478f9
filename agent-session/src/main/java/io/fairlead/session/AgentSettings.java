package io.fairlead.session;

import io.fairlead.session.core.SessionTimes;
import io.fairlead.session.net.GatewayAddress;
import java.time.Duration;

/// How an agent connects.
///
/// @param gateway where to
/// @param shortestBackOff the first window of the back-off; more than 0
/// @param longestBackOff the last window of the back-off; at least the first
/// @param times how long things may take
public record AgentSettings(
    GatewayAddress gateway, Duration shortestBackOff, Duration longestBackOff, SessionTimes times) {
  /// The protocol's values.
  public static AgentSettings of(GatewayAddress gateway) {
    return new AgentSettings(
        gateway, Duration.ofSeconds(1), Duration.ofMinutes(5), SessionTimes.DEFAULT);
  }

  /// The same with other delays.
  public AgentSettings withBackOff(Duration shortest, Duration longest) {
    return new AgentSettings(gateway, shortest, longest, times);
  }
}
