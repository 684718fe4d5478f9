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
  static final int SMALL = 500;

  /// Tables with more than twice the rows that are known of. One that was never looked at has -1.
  private static final String GROWN =
      """
      select quote_ident(s.schemaname) || '.' || quote_ident(s.relname)
      from pg_stat_user_tables s join pg_class c on c.oid = s.relid
      where s.schemaname = current_schema() and pg_has_role(c.relowner, 'usage')
        and s.n_live_tup >= ? and s.n_live_tup > 2 * c.reltuples
      """;

  /// A tenth of what is usual: what counts is how large a table is, and it takes milliseconds. This
  /// connection does nothing else for which it matters.
  private static final String ROUGHLY = "set default_statistics_target = 10";

  /// Looks at those that have grown; one that somebody else is looking at has its turn next time.
  ///
  /// @return their names
  List<String> look(Connection connection) throws SQLException {
    List<String> grown = grown(connection);
    if (!grown.isEmpty()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(ROUGHLY);
        for (String table : grown) {
          statement.execute("analyze (skip_locked) " + table);
          LOGGER.log(Level.DEBUG, "event=grown-table-analyzed table={0}", table);
        }
      }
    }
    return grown;
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
