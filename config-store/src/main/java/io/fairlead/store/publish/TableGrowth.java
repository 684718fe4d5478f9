package io.fairlead.store.publish;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Has PostgreSQL look at tables that have grown since it last did.
///
/// It plans a statement by what it knows of a table, and keeps the plan: one that was made while a
/// table was empty reads all of it, however large it is by now. PostgreSQL itself looks again after
/// a minute at the earliest, by when a policy may have written a hundred thousand rows. Used by one
/// thread.
final class TableGrowth {
  private static final Logger LOGGER = System.getLogger(TableGrowth.class.getName());

  /// Smaller tables may be read whole.
  private static final int SMALL = 500;

  private static final int VALID_SECONDS = 5;

  /// Tables with more than twice the rows that are known of. One that was never looked at has -1.
  private static final String GROWN =
      """
      select quote_ident(s.schemaname) || '.' || quote_ident(s.relname)
      from pg_stat_user_tables s join pg_class c on c.oid = s.relid
      where s.schemaname = current_schema() and pg_has_role(c.relowner, 'usage')
        and s.n_live_tup >= ? and s.n_live_tup > 2 * c.reltuples
      """;

  /// A tenth of the usual sample: what counts is how large a table is. What else is learned of it
  /// is rough until autovacuum has passed by.
  private static final String ROUGHLY = "set default_statistics_target = 10";

  /// Looks at those that have grown; one that somebody else is looking at, or that cannot be looked
  /// at, has its turn next time. To publish does not depend on it.
  ///
  /// @return their names
  /// @throws SQLException when the connection is of no further use
  List<String> look(Connection connection) throws SQLException {
    List<String> grown = grown(connection);
    if (!grown.isEmpty()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(ROUGHLY);
        for (String table : grown) {
          look(statement, table);
        }
      }
    }
    return grown;
  }

  private static void look(Statement statement, String table) throws SQLException {
    try {
      statement.execute("analyze (skip_locked) " + table);
      LOGGER.log(Level.DEBUG, "event=table-has-grown table={0}", table);
    } catch (SQLException e) {
      if (!statement.getConnection().isValid(VALID_SECONDS)) {
        throw e;
      }
      LOGGER.log(
          Level.WARNING,
          "event=table-not-analyzed table={0} message=\"{1}\"",
          table,
          e.getMessage());
    }
  }

  private static List<String> grown(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(GROWN)) {
      statement.setInt(1, SMALL);
      try (ResultSet rows = statement.executeQuery()) {
        List<String> names = new ArrayList<>();
        while (rows.next()) {
          names.add(rows.getString(1));
        }
        return names;
      }
    }
  }
}
