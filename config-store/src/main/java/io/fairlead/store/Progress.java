package io.fairlead.store;

import io.fairlead.contract.event.ConfigurationStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far a configuration has come on its way to its cluster. Only what was said of its current
/// incarnation; what an older one reported is never shown here. Times are the hub's.
///
/// @param delivered the newest generation written to the agent's connection; null when none
/// @param acknowledged the newest generation the agent has stored durably; null when none
/// @param refused the newest generation the agent refused; null when none, or when it has stored
///     that, or a newer one, since
/// @param compliant the newest generation that was ever reported as compliant, whatever was said
///     since; null when none
/// @param reported the latest status; null when none
public record Progress(
    @Nullable Mark delivered,
    @Nullable Mark acknowledged,
    @Nullable Refused refused,
    @Nullable Mark compliant,
    @Nullable Reported reported) {
  /// Nothing happened yet.
  public static final Progress NONE = new Progress(null, null, null, null, null);

  /// A generation that got somewhere.
  ///
  /// @param at when that generation got there first
  public record Mark(long generation, Instant at) {}

  /// A generation that the agent refused.
  ///
  /// @param reason the agent's, for people
  public record Refused(long generation, Instant at, String reason) {}

  /// A status and when it came.
  ///
  /// @param receivedAt by the hub's clock, unlike the times in the status
  public record Reported(ConfigurationStatus status, Instant receivedAt) {}
}
