package io.fairlead.api.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;

/// Ends connections whose clients take too long.
final class Connections {
  private Connections() {}

  /// Ends a connection after a time.
  ///
  /// @return calls it off, from any thread
  static Runnable cutAfter(Vertx vertx, HttpConnection connection, Duration time) {
    long timer = vertx.setTimer(time.toMillis(), _ -> cut(connection));
    return () -> vertx.cancelTimer(timer);
  }

  /// Ends a connection at once. Its own `close` waits until all that was written has left, which is
  /// for ever with a client that does not read.
  @SuppressWarnings("FutureReturnValueIgnored") // Nothing is left to do once it is closed.
  private static void cut(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      base.channelHandlerContext().close();
    } else {
      connection.close();
    }
  }
}
