package io.fairlead.policy.evaluation;

import io.fairlead.contract.event.Compliance;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a cluster said of one incarnation of a configuration. Generations are 0 where nothing was
/// said.
///
/// @param stored the newest generation that it has stored
/// @param refused the newest generation that it has refused
/// @param refusal why; null when nothing was refused
/// @param observed the generation that the status is about
/// @param compliance the status
/// @param message of the status, for people; null when there is none
/// @param at when it last said any of this, by the hub's clock; null when it said nothing
public record Heard(
    long stored,
    long refused,
    @Nullable String refusal,
    long observed,
    Compliance compliance,
    @Nullable String message,
    @Nullable Instant at) {
  /// Nothing was said.
  public static final Heard NOTHING = new Heard(0, 0, null, 0, Compliance.Unknown, null, null);
}
