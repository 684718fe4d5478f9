package io.fairlead.session.core;

import java.util.Optional;

/// Where an agent is on its way to a session.
///
/// ```
/// Stopped -> Disconnected -> Connecting -> AwaitingWelcome -+-> Live
///    ^          ^   ^                                       |     ^
///    |          |   +------ any of these, on any ending     v     |
///   stop     Offline                      SendingInventory -> Synchronizing
/// ```
public sealed interface ConnectionState {
  /// Not started, or stopped for good.
  record Stopped() implements ConnectionState {}

  /// Told to stay offline.
  record Offline() implements ConnectionState {}

  /// Backing off.
  ///
  /// @param next the connection to open then
  record Disconnected(long next) implements ConnectionState {}

  /// Opening a connection.
  record Connecting(long connection) implements ConnectionState {}

  /// Has said hello.
  record AwaitingWelcome(long connection) implements ConnectionState {}

  /// Is telling the gateway what it holds.
  record SendingInventory(OpenSession session) implements ConnectionState {}

  /// Receives the differences.
  record Synchronizing(OpenSession session) implements ConnectionState {}

  /// Holds what the hub wants, but for what it refused or holds back.
  record Live(OpenSession session) implements ConnectionState {}

  /// The connection that is open or being opened.
  default Optional<Long> current() {
    return switch (this) {
      case Connecting(long open) -> Optional.of(open);
      case AwaitingWelcome(long open) -> Optional.of(open);
      case SendingInventory(OpenSession session) -> Optional.of(session.connection());
      case Synchronizing(OpenSession session) -> Optional.of(session.connection());
      case Live(OpenSession session) -> Optional.of(session.connection());
      case Stopped(), Offline(), Disconnected(_) -> Optional.empty();
    };
  }

  /// The session, once welcomed.
  default Optional<OpenSession> welcomed() {
    return switch (this) {
      case SendingInventory(OpenSession session) -> Optional.of(session);
      case Synchronizing(OpenSession session) -> Optional.of(session);
      case Live(OpenSession session) -> Optional.of(session);
      case Stopped(), Offline(), Disconnected(_), Connecting(_), AwaitingWelcome(_) ->
          Optional.empty();
    };
  }

  /// Its name.
  default SessionSnapshot.Phase phase() {
    return switch (this) {
      case Stopped() -> SessionSnapshot.Phase.STOPPED;
      case Offline() -> SessionSnapshot.Phase.OFFLINE;
      case Disconnected(_) -> SessionSnapshot.Phase.DISCONNECTED;
      case Connecting(_) -> SessionSnapshot.Phase.CONNECTING;
      case AwaitingWelcome(_) -> SessionSnapshot.Phase.AWAITING_WELCOME;
      case SendingInventory(_) -> SessionSnapshot.Phase.SENDING_INVENTORY;
      case Synchronizing(_) -> SessionSnapshot.Phase.SYNCHRONIZING;
      case Live(_) -> SessionSnapshot.Phase.LIVE;
    };
  }
}
