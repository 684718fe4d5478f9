package io.fairlead.session.core;

/// Something to be reminded of. A reminder of another connection than the current one is ignored,
/// so
/// none has to be taken back.
public sealed interface SessionTimer {
  /// Open this connection.
  record Reconnect(long connection) implements SessionTimer {}

  /// The gateway should have welcomed the agent by now.
  record WelcomeDue(long connection) implements SessionTimer {}

  /// A heartbeat is due.
  record HeartbeatDue(long connection) implements SessionTimer {}

  /// The session has stayed up for a while.
  record Settled(long connection) implements SessionTimer {}

  /// The session has stayed up for the longest delay.
  record Unrivalled(long connection) implements SessionTimer {}
}
