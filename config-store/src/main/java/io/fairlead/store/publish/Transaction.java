package io.fairlead.store.publish;

import java.sql.Connection;
import java.sql.SQLException;

/// Something that is done on a connection in one transaction. Used by one thread at a time.
final class Transaction {
  private Transaction() {}

  /// What is asked or done in it.
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException;
  }

  /// Does all of it or nothing.
  static <T> T run(Connection connection, Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.run();
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /// Asks without changing anything: the driver fetches rows in parts only within a transaction.
  static <T> T ask(Connection connection, Work<T> question) throws SQLException {
    connection.setAutoCommit(false);
    try {
      return question.run();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
