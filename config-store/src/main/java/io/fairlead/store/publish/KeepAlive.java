package io.fairlead.store.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// Speaks to the database while there is nothing to ask it, so that it does not take this process
/// for a frozen one. Used by one thread.
final class KeepAlive {
  private static final int PER_LIMIT = 10;

  private final Connection connection;
  private final Periodic due;

  KeepAlive(Connection connection, Duration silence) {
    this.connection = connection;
    this.due = new Periodic(silence.dividedBy(PER_LIMIT));
  }

  /// Call it at least every second or so; asks only when that is due.
  ///
  /// @throws SQLException when the session, and so its lock, is gone
  void touch() throws SQLException {
    if (due.isDue()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("select 1");
      }
    }
  }
}
