package io.fairlead.store;

import io.fairlead.contract.event.AgentDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of a cluster's agent. All times are the hub's.
///
/// @param state by the age of the last heartbeat
/// @param since since when the state holds: the cluster's creation, the first heartbeat of this
///     stretch, or the last heartbeat heard
/// @param lastHeartbeatAt null when none was heard from this incarnation of the cluster
/// @param sessionOpen whether a gateway holds a session of it
/// @param agent what the agent said of itself last; null when it never opened a session
/// @param removalsHeld removals that the agent holds back for an operator; null when none
public record Connectivity(
    State state,
    Instant since,
    @Nullable Instant lastHeartbeatAt,
    boolean sessionOpen,
    @Nullable AgentDescription agent,
    @Nullable RemovalsHeld removalsHeld) {
  /// As ARM words it.
  public enum State {
    /// No heartbeat yet.
    Connecting,
    /// A heartbeat within the threshold.
    Connected,
    /// None within the threshold, but one before.
    Offline
  }

  /// Removals that look like a mistake to the agent.
  ///
  /// @param held how many
  /// @param of how many configurations the agent holds
  /// @param epoch of the agent's newest session: what an operator confirms
  /// @param at when it said so last
  public record RemovalsHeld(int held, int of, long epoch, Instant at) {}
}
