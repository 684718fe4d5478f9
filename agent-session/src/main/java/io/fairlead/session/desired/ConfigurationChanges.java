package io.fairlead.session.desired;

import io.fairlead.contract.protocol.GatewayFrame;
import java.util.Collection;
import java.util.Optional;

/// The cluster's side of a session: makes the cluster match what the agent holds.
///
/// Calls come one at a time, on the session's own thread of work; heartbeats wait for them, so an
/// implementation only notes what to do and returns. It reports and confirms through the session,
/// from any thread. An exception is logged and changes nothing about what is held.
public interface ConfigurationChanges {
  /// Called once, before any other call and whether or not there is a connection.
  ///
  /// @param held all that is held, being-deleted ones included; what else runs in the cluster is
  /// not
  ///     wanted
  void start(Collection<HeldConfiguration> held);

  /// Asked before a state is stored.
  ///
  /// @return why this state cannot be accepted, for people; empty accepts it. After a refusal the
  ///     last good state stays
  Optional<String> objectionTo(GatewayFrame.Change change);

  /// Something is different now, and durably so.
  void changed(ConfigurationChange change);

  /// The hub moved to another epoch and may have lost what was reported: report the status of every
  /// configuration once more.
  void reportAgain();
}
