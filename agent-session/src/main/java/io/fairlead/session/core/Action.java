package io.fairlead.session.core;

import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.session.desired.ConfigurationChange;
import java.time.Duration;
import java.util.List;

/// What the world around [SessionCore] is to do, in the order given.
public sealed interface Action {
  /// Open a connection with a new token.
  record Connect(long connection) implements Action {}

  /// Send a frame, then say that it was written.
  record Send(long connection, AgentFrame frame) implements Action {}

  /// Send a WebSocket ping.
  record Ping(long connection) implements Action {}

  /// Close the connection; nothing of it matters any more.
  record Close(long connection, CloseReason reason) implements Action {}

  /// Come back with this after a while.
  record Remind(SessionTimer timer, Duration after) implements Action {}

  /// Tell the cluster's side what is different.
  record Tell(List<ConfigurationChange> changes) implements Action {
    public Tell {
      changes = List.copyOf(changes);
    }
  }

  /// Ask the cluster's side to report everything again.
  record AskForReports() implements Action {}
}
