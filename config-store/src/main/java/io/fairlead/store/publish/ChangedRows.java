package io.fairlead.store.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Reads rows in the order of the transactions that changed them, up to the oldest transaction that
/// still runs: whatever commits later has a transaction id that was not read past, so that no late
/// commit is ever skipped.
final class ChangedRows {
  private static final long MAX_BATCH_BYTES = 8L * 1024 * 1024;
  private static final int FETCH = 50;

  private static final String FROM_CURSOR =
      " where (changed_xid, id_key) > (cast(? as xid8), ?)"
          + " and changed_xid < cast(? as xid8)"
          + " order by changed_xid, id_key limit ?";
  private static final String CHOSEN =
      " from configurations where id_key = any (?) and (lifecycle = 'Removed'"
          + " or exists (select 1 from clusters c where c.id_key = configurations.cluster_key"
          + " and (c.changed_xid, c.id_key) <= (cast(? as xid8), ?)))"
          + " order by changed_xid, id_key";
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

  private final RowRecords contents;

  /// @param contents what is published of each row
  ChangedRows(RowRecords contents) {
    this.contents = contents;
  }

  /// Reads the next rows of the tables that have any.
  ///
  /// @param most rows of each
  /// @param turn of configurations
  /// @return in the order of the tables
  List<Batch> read(
      Connection connection, Pending pending, Cursors after, int most, long epoch, Turn turn)
      throws SQLException {
    return Transaction.ask(
        connection,
        () -> {
          List<Batch> batches = new ArrayList<>();
          for (PublishedTable table : pending.tables()) {
            Turn own = table == PublishedTable.CONFIGURATIONS ? turn : Turn.PLAIN;
            Cursor from = after.of(table);
            batches.add(read(connection, table, from, pending.before(), most, epoch, own));
          }
          return batches;
        });
  }

  /// Reads configurations before their turn: those of these keys that are removed, or whose
  /// clusters have had theirs. Removed rows stay at least until their turn comes.
  ///
  /// @param at where the publisher is, and stays
  Batch readChosen(
      Connection connection, List<String> keys, Cursors at, long epoch, Overtaking overtaking)
      throws SQLException {
    List<OutgoingRecord> records = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(RowRecords.select(PublishedTable.CONFIGURATIONS) + CHOSEN)) {
      statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
      statement.setString(2, at.of(PublishedTable.CLUSTERS).xid());
      statement.setString(3, at.of(PublishedTable.CLUSTERS).key());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          overtaking.passed(place(rows));
          records.addAll(contents.of(PublishedTable.CONFIGURATIONS, rows, epoch));
        }
      }
    }
    Cursor stays = at.of(PublishedTable.CONFIGURATIONS);
    return new Batch(PublishedTable.CONFIGURATIONS, records, stays, false, false);
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
  static boolean hasPassed(Connection connection, String xid) throws SQLException {
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
      Cursor after,
      String before,
      int most,
      long epoch,
      Turn turn)
      throws SQLException {
    String sql = RowRecords.select(table) + " from " + table.table() + FROM_CURSOR;
    List<OutgoingRecord> records = new ArrayList<>();
    boolean removals = false;
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
          removals |= RowRecords.isRemoved(rows);
          if (!turn.isPublished(next)) {
            List<OutgoingRecord> made = contents.of(table, rows, epoch);
            records.addAll(made);
            bytes += bytes(made);
          }
        }
      }
    }
    boolean full = count == most || bytes >= MAX_BATCH_BYTES || turn.isOver();
    return new Batch(table, records, next, removals, full);
  }

  private static long bytes(List<OutgoingRecord> records) {
    return records.stream()
        .map(OutgoingRecord::value)
        .filter(Objects::nonNull)
        .mapToLong(value -> value.length)
        .sum();
  }
}
