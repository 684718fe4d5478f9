package io.fairlead.store.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.event.AuditEntry;
import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.topic.Topic;
import io.fairlead.encryption.PropertiesSeal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads rows in the order of the transactions that changed them, up to the oldest transaction that
/// still runs: whatever commits later has a transaction id that was not read past, so that no late
/// commit is ever skipped.
final class ChangedRows {
  private static final String REMOVED = "Removed";

  private static final long MAX_BATCH_BYTES = 8L * 1024 * 1024;
  private static final int FETCH = 50;
  private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

  private static final String FROM_CURSOR =
      " where (changed_xid, id_key) > (cast(? as xid8), ?)"
          + " and changed_xid < cast(? as xid8)"
          + " order by changed_xid, id_key limit ?";
  private static final String CHOSEN =
      " from configurations where id_key = any (?) and exists (select 1 from clusters c where c.id_key = configurations.cluster_key"
          + " and (c.changed_xid, c.id_key) <= (cast(? as xid8), ?))"
          + " order by changed_xid, id_key";
  private static final String ENTRIES =
      "select id_key, entry ->> 'resourceId' as id, 'Active' as lifecycle,"
          + " changed_xid::text as xid, entry::text as entry";
  private static final String COLUMNS =
      "select id_key, id, uid, generation, lifecycle, changed_at, changed_xid::text as xid, ";
  private static final String CONFIGURATION =
      COLUMNS + "properties, managed_by::text as managed_by, " + PublishedSettings.COLUMN;
  // One step into an index for each table and question, however many rows there are: the first row
  // behind the cursor, and the newest of all. Only of a table that the planner knows to be empty it
  // reads all, see TableGrowth.
  private static final String LOOK =
      "with s as (select pg_snapshot_xmin(pg_current_snapshot()) as xmin)"
          + " select s.xmin::text as xmin, "
          + PublishedTable.each(
              "(select changed_xid < s.xmin from %1$s"
                  + " where (changed_xid, id_key) > (cast(? as xid8), ?)"
                  + " order by changed_xid, id_key limit 1) as %1$s",
              ", ")
          + ", "
          + PublishedTable.each(
              "(select changed_xid >= s.xmin from %1$s"
                  + " order by changed_xid desc, id_key desc limit 1)",
              " or ")
          + " as held_back from s";
  private static final String PASSED =
      "select pg_snapshot_xmin(pg_current_snapshot()) >= cast(? as xid8)";

  private final InstantSource clock;
  private final PropertiesSeal seal;

  ChangedRows(InstantSource clock, PropertiesSeal seal) {
    this.clock = clock;
    this.seal = seal;
  }

  /// Reads the next rows of the tables that have any.
  ///
  /// @param most rows of each
  /// @param turn of configurations
  /// @return in the order of the tables
  List<Batch> read(
      Connection connection, Pending pending, Cursors after, int most, long epoch, Turn turn)
      throws SQLException {
    List<Batch> batches = new ArrayList<>();
    // The driver fetches in parts only within a transaction.
    connection.setAutoCommit(false);
    try {
      for (PublishedTable table : pending.tables()) {
        batches.add(read(connection, table, after.of(table), pending.before(), most, epoch, turn));
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return batches;
  }

  private Batch read(
      Connection connection,
      PublishedTable table,
      Cursor after,
      String before,
      int most,
      long epoch,
      Turn turn)
      throws SQLException {
    return switch (table) {
      case CLUSTERS ->
          read(
              connection,
              table,
              COLUMNS + "location, tags::text as tags, certificate",
              after,
              before,
              most,
              Turn.PLAIN,
              single(epoch, ChangedRows::cluster));
      case CONFIGURATIONS ->
          read(
              connection,
              table,
              CONFIGURATION,
              after,
              before,
              most,
              turn,
              (row, records) -> configuration(row, epoch, records));
      case POLICIES ->
          read(
              connection,
              table,
              COLUMNS + "(body -> 'properties')::text as properties",
              after,
              before,
              most,
              Turn.PLAIN,
              single(epoch, ChangedRows::policy));
      case AUDIT_ENTRIES ->
          read(
              connection,
              table,
              ENTRIES,
              after,
              before,
              most,
              Turn.PLAIN,
              single(epoch, ChangedRows::entry));
    };
  }

  /// Reads configurations before their turn: those of these keys whose clusters have had theirs.
  /// Removed rows stay until their turn comes.
  ///
  /// @param at where the publisher is, and stays
  Batch readChosen(
      Connection connection, List<String> keys, Cursors at, long epoch, Overtaking overtaking)
      throws SQLException {
    List<OutgoingRecord> records = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(CONFIGURATION + CHOSEN)) {
      statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
      statement.setString(2, at.of(PublishedTable.CLUSTERS).xid());
      statement.setString(3, at.of(PublishedTable.CLUSTERS).key());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          overtaking.passed(place(rows));
          if (isRemoved(rows)) {
            records.add(
                OutgoingRecord.removed(PublishedTable.CONFIGURATIONS, rows.getString("id")));
          } else {
            configuration(rows, epoch, records);
          }
        }
      }
    }
    Cursor stays = at.of(PublishedTable.CONFIGURATIONS);
    return new Batch(PublishedTable.CONFIGURATIONS, records, stays, List.of(), false);
  }

  /// Makes what there is to publish of a row that is not removed.
  @FunctionalInterface
  private interface Read {
    void into(ResultSet row, List<OutgoingRecord> records) throws SQLException;
  }

  /// Makes the record of a row.
  @FunctionalInterface
  private interface Single {
    OutgoingRecord of(ResultSet row, String id, long epoch) throws SQLException;
  }

  private static Read single(long epoch, Single single) {
    return (row, records) -> records.add(single.of(row, row.getString("id"), epoch));
  }

  private static boolean isRemoved(ResultSet row) throws SQLException {
    return row.getString("lifecycle").equals(REMOVED);
  }

  private static Cursor place(ResultSet row) throws SQLException {
    return new Cursor(row.getString("xid"), row.getString("id_key"));
  }

  /// What there is to publish.
  ///
  /// @param before the oldest transaction that still ran: what earlier ones changed can be read,
  ///     of all tables alike; so what is new is not found before what it depends on, unless that
  ///     was changed once more meanwhile
  /// @param tables those with changes to publish now, in the order in which they are published
  /// @param heldBack whether changes wait for an older transaction to end
  record Pending(String before, List<PublishedTable> tables, boolean heldBack) {
    Pending {
      tables = List.copyOf(tables);
    }

    /// The same without a table.
    Pending without(PublishedTable table) {
      return new Pending(before, tables.stream().filter(each -> each != table).toList(), heldBack);
    }

    /// Whether there are changes to publish now.
    boolean ready() {
      return !tables.isEmpty();
    }
  }

  Pending look(Connection connection, Cursors cursors) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
      cursors.set(statement, 1);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("no row: " + LOOK);
        }
        List<PublishedTable> tables = new ArrayList<>();
        for (PublishedTable table : PublishedTable.values()) {
          // Null, which reads as false, when no row is behind the cursor.
          if (row.getBoolean(table.table())) {
            tables.add(table);
          }
        }
        return new Pending(row.getString("xmin"), tables, row.getBoolean("held_back"));
      }
    }
  }

  /// Whether every transaction before this one has ended.
  boolean hasPassed(Connection connection, String xid) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PASSED)) {
      statement.setString(1, xid);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private Batch read(
      Connection connection,
      PublishedTable table,
      String select,
      Cursor after,
      String before,
      int most,
      Turn turn,
      Read read)
      throws SQLException {
    String sql = select + " from " + table.table() + FROM_CURSOR;
    List<OutgoingRecord> records = new ArrayList<>();
    List<Cursor> removed = new ArrayList<>();
    Cursor next = after;
    int count = 0;
    long bytes = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH);
      statement.setString(1, after.xid());
      statement.setString(2, after.key());
      statement.setString(3, before);
      statement.setInt(4, most);
      try (ResultSet rows = statement.executeQuery()) {
        while (bytes < MAX_BATCH_BYTES && !turn.isOver() && rows.next()) {
          count++;
          next = place(rows);
          boolean isRemoved = isRemoved(rows);
          if (isRemoved) {
            removed.add(next);
          }
          if (turn.isPublished(next)) {
            continue;
          }
          int sofar = records.size();
          if (isRemoved) {
            records.add(OutgoingRecord.removed(table, rows.getString("id")));
          } else {
            read.into(rows, records);
          }
          bytes += bytes(records.subList(sofar, records.size()));
        }
      }
    }
    boolean full = count == most || bytes >= MAX_BATCH_BYTES || turn.isOver();
    return new Batch(table, records, next, removed, full);
  }

  private static long bytes(List<OutgoingRecord> records) {
    return records.stream()
        .map(OutgoingRecord::value)
        .filter(Objects::nonNull)
        .mapToLong(value -> value.length)
        .sum();
  }

  private static OutgoingRecord cluster(ResultSet row, String id, long epoch) throws SQLException {
    return OutgoingRecord.changed(
        new ClusterState(
            ResourceId.parse(id),
            row.getObject("uid", UUID.class),
            row.getLong("generation"),
            epoch,
            row.getString("location"),
            readStrings(row.getString("tags")),
            row.getString("certificate"),
            row.getObject("changed_at", OffsetDateTime.class).toInstant()));
  }

  private PublishedSettings settings(ResultSet row) throws SQLException {
    return PublishedSettings.read(
        row.getString(PublishedSettings.NAME),
        clock.instant().minus(Topic.SEALED_PUBLISHED_WITHIN));
  }

  private static UUID uid(ResultSet row) throws SQLException {
    return row.getObject("uid", UUID.class);
  }

  private void configuration(ResultSet row, long epoch, List<OutgoingRecord> records)
      throws SQLException {
    ResourceId id = ResourceId.parse(row.getString("id"));
    PublishedSettings settings = settings(row);
    // Before the state that they belong to.
    settings.sealed(id, uid(row), epoch).ifPresent(records::add);
    records.add(
        OutgoingRecord.changed(
            new ConfigurationState(
                id,
                uid(row),
                row.getLong("generation"),
                epoch,
                Lifecycle.valueOf(row.getString("lifecycle")),
                // As it is: neither opened nor read.
                seal.toText(id, row.getBytes("properties")),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                managedBy(row.getString("managed_by")),
                settings.versions())));
  }

  private static @Nullable ManagedBy managedBy(@Nullable String json) throws SQLException {
    try {
      return json == null ? null : Json.mapper().readValue(json, ManagedBy.class);
    } catch (JsonProcessingException e) {
      throw new SQLException("what manages a configuration is no such JSON as it was written", e);
    }
  }

  private static OutgoingRecord policy(ResultSet row, String id, long epoch) throws SQLException {
    return OutgoingRecord.changed(
        new PolicyState(
            PolicyId.parse(id),
            row.getObject("uid", UUID.class),
            row.getLong("generation"),
            epoch,
            readTree(row.getString("properties")),
            row.getObject("changed_at", OffsetDateTime.class).toInstant()));
  }

  private static OutgoingRecord entry(ResultSet row, String id, long epoch) throws SQLException {
    try {
      return OutgoingRecord.recorded(
          Json.mapper().readValue(row.getString("entry"), AuditEntry.class));
    } catch (JsonProcessingException e) {
      throw new SQLException("an entry of the audit log is no such JSON as it was written", e);
    }
  }

  private static Map<String, String> readStrings(String json) throws SQLException {
    try {
      return Json.mapper().readValue(json, STRINGS);
    } catch (JsonProcessingException e) {
      throw new SQLException("a cluster's tags are no JSON object of strings", e);
    }
  }

  private static JsonNode readTree(String json) throws SQLException {
    try {
      return Json.mapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new SQLException("a row's properties are no JSON", e);
    }
  }
}
