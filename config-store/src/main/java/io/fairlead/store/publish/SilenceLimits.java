package io.fairlead.store.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// Lets the server end the publisher's session when its process is silent: frozen, or on a host
/// that went away. With the session ends its lock, and another process publishes.
final class SilenceLimits {
  /// A transaction is left idle never for long: a part of the limit is enough for it.
  private static final int WITHIN_TRANSACTION = 4;

  private SilenceLimits() {}

  static void impose(Connection connection, Duration silence) throws SQLException {
    long millis = silence.toMillis();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "set idle_session_timeout = %d; set idle_in_transaction_session_timeout = %d"
              .formatted(millis, Math.max(1, millis / WITHIN_TRANSACTION)));
      // Against a peer that no longer answers at all, also while the server sends.
      statement.execute(
          "set tcp_keepalives_idle = 15; set tcp_keepalives_interval = 5;"
              + " set tcp_keepalives_count = 3; set tcp_user_timeout = 30000");
    }
  }
}
