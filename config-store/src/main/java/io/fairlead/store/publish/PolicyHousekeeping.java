package io.fairlead.store.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Forgets what is said of clusters and assignments that are gone. The policy engine takes it back
/// itself; this is for what it lost sight of, and for what the store itself noted. Looks at a
/// bounded part each time, and at everything in turn. Used by one thread.
final class PolicyHousekeeping {
  private static final int PART = 2000;

  private static final String GONE =
      """
      (not exists (select 1 from clusters l where l.id_key = s.cluster_key
          and l.uid = s.cluster_uid and l.lifecycle = 'Active')
        or not exists (select 1 from policies p where p.id_key = s.assignment_key
          and p.uid = s.assignment_uid and p.lifecycle = 'Active'))
      """;

  private static final String STATES =
      """
      select s.key, s.cluster_key, %s as gone
      from (select * from policy_states where key > ? order by key limit ?) s order by s.key
      """
          .formatted(GONE);

  private static final String FAILURES =
      """
      select s.cluster_key as key, s.cluster_key, bool_or(%s) as gone
      from (select * from policy_failures where cluster_key > ?
        order by cluster_key, assignment_key, reference_key limit ?) s
      group by s.cluster_key order by s.cluster_key
      """
          .formatted(GONE);

  /// Whoever changes what is said of a cluster holds this.
  private static final String LOCK =
      "select 1 from clusters where id_key = any(?) order by id_key for no key update";

  private static final String FORGET_STATES =
      "delete from policy_states s where s.key = any(?) and " + GONE;

  private static final String FORGET_FAILURES =
      "delete from policy_failures s where s.cluster_key = any(?) and " + GONE;

  /// The counts' own lock is that of the function `count_policy_states`.
  private static final String FORGET_COUNTS =
      """
      with alone as (select pg_advisory_xact_lock(5108072026))
      delete from policy_counts c using alone where c.resources = 0
      """;

  private String statesAfter = "";
  private String failuresAfter = "";

  /// Looks at the next part.
  void run(Connection connection) throws SQLException {
    statesAfter = next(connection, STATES, FORGET_STATES, statesAfter);
    failuresAfter = next(connection, FAILURES, FORGET_FAILURES, failuresAfter);
    if (statesAfter.isEmpty()) {
      try (PreparedStatement statement = connection.prepareStatement(FORGET_COUNTS)) {
        statement.executeUpdate();
      }
    }
  }

  /// Returns after which key to go on; empty when the end was reached.
  private static String next(Connection connection, String look, String forget, String after)
      throws SQLException {
    List<String> gone = new ArrayList<>();
    List<String> clusters = new ArrayList<>();
    String last = "";
    try (PreparedStatement statement = connection.prepareStatement(look)) {
      statement.setString(1, after);
      statement.setInt(2, PART);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          last = rows.getString("key");
          if (rows.getBoolean("gone")) {
            gone.add(last);
            clusters.add(rows.getString("cluster_key"));
          }
        }
      }
    }
    if (!gone.isEmpty()) {
      forget(connection, forget, gone, clusters);
    }
    return last;
  }

  private static void forget(
      Connection connection, String forget, List<String> gone, List<String> clusters)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      execute(connection, LOCK, clusters);
      execute(connection, forget, gone);
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static void execute(Connection connection, String sql, List<String> keys)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
      statement.execute();
    }
  }
}
