package io.fairlead.systemtest.secrecy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Looks for a canary in every row of every table, since PostgreSQL compresses large values.
final class TableSearch {
  private TableSearch() {}

  /// The tables that have it.
  static List<String> find(Connection connection, Canary canary) throws SQLException {
    List<String> found = new ArrayList<>();
    for (String table : tables(connection)) {
      if (isIn(connection, table, canary)) {
        found.add(table);
      }
    }
    return found;
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select format('%I.%I', schemaname, tablename) from pg_tables"
                    + " where schemaname not in ('pg_catalog', 'information_schema')")) {
      while (found.next()) {
        tables.add(found.getString(1));
      }
    }
    return tables;
  }

  private static boolean isIn(Connection connection, String table, Canary canary)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select t::text from " + table + " t")) {
      while (rows.next()) {
        if (canary.isIn(rows.getString(1))) {
          return true;
        }
      }
      return false;
    }
  }
}
