package io.fairlead.store.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.fairlead.contract.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/// The publisher's own table, and what belongs into one transaction with it.
final class HubTable {
  /// How far generations jump at least with every epoch.
  private static final long JUMP = 1_000_000_000L;

  /// How long to wait for running writers, who are waited for by all others meanwhile.
  private static final Duration LOCK_LIMIT = Duration.ofSeconds(15);

  /// How long the beginning of an epoch may take over millions of rows.
  private static final Duration BEGIN_LIMIT = Duration.ofHours(1);

  /// The network timeout of JDBC wants an executor for its abort.
  private static final Executor DIRECT = Runnable::run;

  private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};
  private static final TypeReference<Map<String, Long>> NUMBERS = new TypeReference<>() {};

  private HubTable() {}

  static HubRow read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select epoch, complete, publication_number, confirmed_number, database_identity,"
                    + " topic_ids::text as topic_ids, end_offsets::text as end_offsets"
                    + PublishedTable.each(", %1$s_xid::text as %1$s_xid, %1$s_key", "")
                    + " from hub")) {
      if (!row.next()) {
        throw new SQLException("the table hub has lost its row");
      }
      return new HubRow(
          row.getLong("epoch"),
          row.getBoolean("complete"),
          new Progress(
              row.getLong("publication_number"),
              row.getLong("confirmed_number"),
              new EndOffsets(read(row.getString("end_offsets"), NUMBERS)),
              cursors(row)),
          row.getString("database_identity"),
          read(row.getString("topic_ids"), STRINGS));
    }
  }

  private static Cursors cursors(ResultSet row) throws SQLException {
    Cursors cursors = Cursors.START;
    for (PublishedTable table : PublishedTable.values()) {
      cursors =
          cursors.with(
              table,
              new Cursor(
                  row.getString(table.table() + "_xid"), row.getString(table.table() + "_key")));
    }
    return cursors;
  }

  /// Which database this is: another server's has another identity, and so has a copy.
  static String identity(Connection connection) throws SQLException {
    return text(
        connection,
        "select c.system_identifier::text || '/' || d.oid::text from pg_control_system() c,"
            + " pg_database d where d.datname = current_database()");
  }

  static boolean changesFromTheFuture(Connection connection) throws SQLException {
    return text(
            connection,
            "select ("
                + PublishedTable.each(
                    "exists (select 1 from %1$s where changed_xid >= pg_snapshot_xmax(s))", " or ")
                + ")::text from pg_current_snapshot() s")
        .equals("true");
  }

  /// A transaction id that no transaction had reached that ended before now.
  static String horizon(Connection connection) throws SQLException {
    return text(connection, "select pg_snapshot_xmax(pg_current_snapshot())::text");
  }

  /// A transaction id that comes after those of all that run.
  static String afterAll(Connection connection) throws SQLException {
    return text(connection, "select pg_current_xact_id()::text");
  }

  /// Begins an epoch: all rows are to be published again. May take minutes.
  static void begin(Connection connection, EpochDecision.Begin begin, EpochFacts facts)
      throws SQLException {
    int usual = connection.getNetworkTimeout();
    connection.setNetworkTimeout(DIRECT, Math.toIntExact(BEGIN_LIMIT.toMillis()));
    Transaction.run(
        connection,
        () -> {
          execute(connection, "set local lock_timeout = " + LOCK_LIMIT.toMillis());
          // Writers lock a row before they draw a generation: after this, none holds an old one.
          execute(
              connection,
              "lock table "
                  + PublishedTable.each(PublishedTable.STATES, "%1$s", ", ")
                  + " in exclusive mode");
          skipGenerations(connection, facts.now());
          renew(connection, begin.renewal());
          SealedPurge.lose(connection, facts.now());
          return reset(connection, begin, facts);
        });
    connection.setNetworkTimeout(DIRECT, usual);
  }

  /// No generation is given out twice, not even by two databases restored from the same dump: a
  /// later epoch counts on from a later time, faster than which generations do not grow.
  private static void skipGenerations(Connection connection, Instant now) throws SQLException {
    execute(
        connection,
        "select setval('generation', greatest(last_value + %d, %d)) from generation"
            .formatted(JUMP, ChronoUnit.MICROS.between(Instant.EPOCH, now)));
  }

  /// What gets another generation gets its place among the changes anew.
  private static void renew(Connection connection, EpochDecision.Renewal renewal)
      throws SQLException {
    switch (renewal) {
      case NONE -> {}
      case UNPUBLISHED -> {
        for (PublishedTable table : PublishedTable.STATES) {
          execute(
              connection,
              renewed(table)
                  .formatted(
                      "%1$s t, hub h where (t.changed_xid, t.id_key) > (h.%1$s_xid, h.%1$s_key)"
                          .formatted(table.table())));
        }
      }
      case ALL -> {
        execute(connection, "update resource_groups set generation = nextval('generation')");
        // Else they would wait until this database has counted as far as the one they come from.
        execute(
            connection,
            "update audit_entries set changed_xid = pg_current_xact_id()"
                + " where changed_xid >= pg_snapshot_xmax(pg_current_snapshot())");
        for (PublishedTable table : PublishedTable.STATES) {
          execute(connection, renewed(table).formatted(table.table() + " t"));
        }
      }
    }
  }

  /// Gives rows another generation. What a policy wrote and nobody since stays the policy's.
  ///
  /// @return a statement that wants to know which rows `t`
  private static String renewed(PublishedTable table) {
    String manager =
        table == PublishedTable.CONFIGURATIONS
            ? """
              , managed_by = case
                when cast(r.managed_by ->> 'generation' as bigint) = r.generation
                then jsonb_set(r.managed_by, '{generation}', to_jsonb(fresh.generation))
                else r.managed_by end
              """
            : "";
    return "with fresh as materialized (select t.id_key, nextval('generation') as generation from"
        + " %s) update "
        + table.table()
        + " r set generation = fresh.generation"
        + manager
        + " from fresh where r.id_key = fresh.id_key";
  }

  /// Returns how many rows that was, which is one.
  private static int reset(Connection connection, EpochDecision.Begin begin, EpochFacts facts)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "update hub set epoch = ?, epoch_reason = ?, complete = false, completed_at = null,"
                + " publication_number = ?, confirmed_number = 0, database_identity = ?,"
                + " topic_ids = cast(? as jsonb), end_offsets = cast(? as jsonb),"
                + PublishedTable.each(" %1$s_xid = '0', %1$s_key = ''", ","))) {
      statement.setLong(1, begin.epoch());
      statement.setString(2, begin.reason().name());
      statement.setLong(3, begin.number());
      statement.setString(4, facts.databaseIdentity());
      statement.setString(5, json(facts.topicIds()));
      statement.setString(6, json(facts.ends().offsets()));
      return statement.executeUpdate();
    }
  }

  /// Remembers how far the publication is.
  static void remember(Connection connection, Progress progress) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "update hub set publication_number = ?, confirmed_number = ?,"
                + " end_offsets = cast(? as jsonb), "
                + PublishedTable.each("%1$s_xid = cast(? as xid8), %1$s_key = ?", ", "))) {
      statement.setLong(1, progress.number());
      statement.setLong(2, progress.confirmed());
      statement.setString(3, json(progress.ends().offsets()));
      progress.cursors().set(statement, 4);
      statement.executeUpdate();
    }
  }

  static void completed(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("update hub set complete = true, completed_at = ?")) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }

  /// Remembers that the topics have lost something: they are none that were published to.
  static void kafkaLost(Connection connection) throws SQLException {
    execute(connection, "update hub set topic_ids = '{}'");
  }

  /// Of these keys, those that the database does not know.
  static List<String> unknown(Connection connection, PublishedTable table, List<String> keys)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select k from unnest(cast(? as text[])) as u(k) where not exists"
                + " (select 1 from "
                + table.table()
                + " t where t.id_key = u.k)")) {
      statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        List<String> unknown = new ArrayList<>();
        while (rows.next()) {
          unknown.add(rows.getString(1));
        }
        return unknown;
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      if (!row.next()) {
        throw new SQLException("no row: " + sql);
      }
      return row.getString(1);
    }
  }

  private static String json(Map<String, ?> value) {
    return new String(Json.write(value), UTF_8);
  }

  private static <T> T read(String json, TypeReference<T> type) throws SQLException {
    try {
      return Json.mapper().readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new SQLException("a column of hub is no such JSON object as it was written", e);
    }
  }
}
