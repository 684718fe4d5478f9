package io.fairlead.session.net;

import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.session.core.Ending;

/// What happens on connections. Called from the network's threads, in order for each connection.
public interface LinkEvents {
  /// The connection is open.
  void connected(long connection);

  /// The connection could not be opened, or is closed.
  void ended(long connection, Ending ending);

  /// A frame came; nothing more is read from the connection before `done` was run.
  void frame(long connection, GatewayFrame frame, int bytes, Runnable done);

  /// A message came that is no frame.
  void unreadable(long connection, String reason);

  /// The gateway answered a ping.
  void heard(long connection);

  /// A frame was written.
  void written(long connection);
}
