package io.fairlead.store.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Forgets what is said of clusters and assignments that are gone, and what was said in an epoch
/// that is over and not again since. The policy engine takes it back itself; this is for what it
/// lost sight of, as with Kafka's data, and for what the store itself noted. Looks at a bounded
/// part each time, and at everything in turn. Used by one thread.
///
/// In a new epoch the engine says everything again that still holds. So what it did not say is not
/// true, or not known; but an engine that is away says nothing of what is true. It says what there
/// is of a cluster together: nothing is forgotten for its epoch until the next one has been
/// complete for [#PATIENCE], and something of its cluster was said in it as long ago. So a cluster
/// that nothing is said of in the new epoch keeps what was said of it before.
final class PolicyHousekeeping {
  /// How long the engine has to say everything again: it takes minutes.
  static final Duration PATIENCE = Duration.ofHours(1);

  private static final int PART = 2000;

  private static final String GONE =
      """
      (not exists (select 1 from clusters l where l.id_key = s.cluster_key
          and l.uid = s.cluster_uid and l.lifecycle = 'Active')
        or not exists (select 1 from policies p where p.id_key = s.assignment_key
          and p.uid = s.assignment_uid and p.lifecycle = 'Active'))
      """;

  /// Said in an older epoch and not again in that one or later, where the engine has spoken since,
  /// long enough ago.
  private static final String UNSAID =
      """
      (s.epoch < ? and exists (select 1 from policy_states t
          where t.cluster_key = s.cluster_key and t.epoch >= ? and t.decided_at <= ?))
      """;

  private static final String STATES =
      """
      select s.key, s.cluster_key, (%s or %s) as doomed
      from (select * from policy_states where key > ? order by key limit ?) s order by s.key
      """
          .formatted(GONE, UNSAID);

  private static final String FAILURES =
      """
      select s.cluster_key as key, s.cluster_key, bool_or(%s) as doomed
      from (select * from policy_failures where cluster_key > ?
        order by cluster_key, assignment_key, reference_key limit ?) s
      group by s.cluster_key order by s.cluster_key
      """
          .formatted(GONE);

  /// The epoch that is complete for long enough.
  private static final String EPOCH = "select epoch from hub where complete and completed_at <= ?";

  /// Whoever changes what is said of a cluster holds this.
  private static final String LOCK =
      "select 1 from clusters where id_key = any(?) order by id_key for no key update";

  private static final String FORGET_STATES =
      "delete from policy_states s where s.key = any(?) and (" + GONE + " or " + UNSAID + ")";

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

  /// What is to be forgotten.
  ///
  /// @param keys of it
  /// @param clusters the keys of the clusters that it is said of
  private record Doomed(List<String> keys, List<String> clusters) {
    Doomed() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    private void add(ResultSet row) throws SQLException {
      keys.add(row.getString("key"));
      clusters.add(row.getString("cluster_key"));
    }
  }

  /// Looks at the next part.
  void run(Connection connection, Instant now) throws SQLException {
    statesAfter = states(connection, now.minus(PATIENCE).atOffset(ZoneOffset.UTC));
    failuresAfter = failures(connection);
    if (statesAfter.isEmpty()) {
      try (PreparedStatement statement = connection.prepareStatement(FORGET_COUNTS)) {
        statement.executeUpdate();
      }
    }
  }

  /// Returns after which key to go on; empty when the end was reached.
  private String states(Connection connection, OffsetDateTime longAgo) throws SQLException {
    long epoch = completeSince(connection, longAgo);
    try (PreparedStatement part = connection.prepareStatement(STATES)) {
      bind(part, 1, epoch, epoch, longAgo, statesAfter, PART);
      return look(connection, part, FORGET_STATES, epoch, epoch, longAgo);
    }
  }

  /// Returns the epoch if it has been complete since then, else 0.
  private static long completeSince(Connection connection, OffsetDateTime longAgo)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EPOCH)) {
      statement.setObject(1, longAgo);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong("epoch") : 0;
      }
    }
  }

  /// Returns after which key to go on; empty when the end was reached.
  private String failures(Connection connection) throws SQLException {
    try (PreparedStatement part = connection.prepareStatement(FAILURES)) {
      bind(part, 1, failuresAfter, PART);
      return look(connection, part, FORGET_FAILURES);
    }
  }

  private static String look(
      Connection connection, PreparedStatement part, String forget, Object... parameters)
      throws SQLException {
    Doomed doomed = new Doomed();
    String last = "";
    try (ResultSet rows = part.executeQuery()) {
      while (rows.next()) {
        last = rows.getString("key");
        if (rows.getBoolean("doomed")) {
          doomed.add(rows);
        }
      }
    }
    forget(connection, forget, doomed, parameters);
    return last;
  }

  private static void bind(PreparedStatement statement, int first, Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(first + i, parameters[i]);
    }
  }

  /// Looks again at each, once nobody else changes what is said of its cluster.
  private static void forget(Connection connection, String sql, Doomed doomed, Object... parameters)
      throws SQLException {
    if (doomed.keys().isEmpty()) {
      return;
    }
    Transaction.run(
        connection,
        () -> {
          try (PreparedStatement lock = connection.prepareStatement(LOCK);
              PreparedStatement forget = connection.prepareStatement(sql)) {
            lock.setArray(1, connection.createArrayOf("text", doomed.clusters().toArray()));
            lock.execute();
            forget.setArray(1, connection.createArrayOf("text", doomed.keys().toArray()));
            bind(forget, 2, parameters);
            return forget.execute();
          }
        });
  }
}
