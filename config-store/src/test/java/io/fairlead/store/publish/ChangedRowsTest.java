package io.fairlead.store.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.embedded.Backing;
import io.fairlead.store.Seals;
import io.fairlead.store.StoreUnderTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class ChangedRowsTest {
  private static final int ROWS = 20_000;

  private static final String CLUSTER =
      "/subscriptions/s/resourcegroups/g/providers/microsoft.kubernetes/connectedclusters/%s";

  /// So often that the driver and the server settle for a plan.
  private static final int LOOKS = 20;

  private final ChangedRows rows =
      new ChangedRows(new RowRecords(InstantSource.system(), Seals.SEAL));

  @Test
  void looksForChangesWithoutReadingWhatIsPublished() throws SQLException {
    try (StoreUnderTest store = new StoreUnderTest(Backing.shared().newDatabase());
        Connection connection = store.database().connect()) {
      // Given: the planner thinks little of a table that has grown meanwhile
      execute(connection, "alter table clusters set (autovacuum_enabled = false)");
      look(connection, Cursors.START);
      insertClusters(connection, "c", ROWS);
      Cursors published =
          Cursors.START.with(
              PublishedTable.CLUSTERS,
              new Cursor(text(connection, "select max(changed_xid::text) from clusters"), "~"));
      long before = rowsRead(connection);

      // When
      ChangedRows.Pending pending = look(connection, published);

      // Then
      assertThat(pending.tables()).isEmpty();
      assertThat(pending.heldBack()).isFalse();
      assertThat(rowsRead(connection) - before).isLessThan(ROWS);
    }
  }

  @Test
  void aPlanForAnEmptyTableIsNotKeptWhenTheTableHasGrown() throws SQLException {
    try (StoreUnderTest store = new StoreUnderTest(Backing.shared().newDatabase());
        Connection connection = store.database().connect()) {
      // Given: the planner knows that the table is empty
      execute(connection, "alter table clusters set (autovacuum_enabled = false)");
      execute(connection, "vacuum clusters");
      look(connection, Cursors.START);
      insertClusters(connection, "c", ROWS);
      execute(connection, "select pg_stat_force_next_flush()");
      long before = rowsRead(connection);
      look(connection, Cursors.START);
      assertThat(rowsRead(connection) - before).isGreaterThan(ROWS);

      // When
      List<String> grown = new TableGrowth().look(connection);

      // Then
      assertThat(grown).contains("public.clusters");
      long after = rowsRead(connection);
      look(connection, Cursors.START);
      assertThat(rowsRead(connection) - after).isLessThan(ROWS);
      assertThat(new TableGrowth().look(connection)).isEmpty();
    }
  }

  @Test
  void readsWhatWasThereWhenItLookedOfTheTablesWithChanges() throws SQLException {
    try (StoreUnderTest store = new StoreUnderTest(Backing.shared().newDatabase());
        Connection connection = store.database().connect()) {
      // Given
      insertClusters(connection, "early", 2);
      // Whatever runs elsewhere on the server may hold them back for a moment.
      ChangedRows.Pending pending =
          await().until(() -> rows.look(connection, Cursors.START), ChangedRows.Pending::ready);
      insertClusters(connection, "late", 1);

      // When
      List<Batch> batches = rows.read(connection, pending, Cursors.START, ROWS, 1, Turn.PLAIN);

      // Then
      assertThat(pending.tables()).containsExactly(PublishedTable.CLUSTERS);
      assertThat(batches).hasSize(1);
      assertThat(batches.getFirst().records()).hasSize(2);
      assertThat(batches.getFirst().next().key()).isEqualTo(CLUSTER.formatted("early2"));
    }
  }

  private static void insertClusters(Connection connection, String name, int count)
      throws SQLException {
    execute(
        connection,
        """
        insert into clusters (id_key, id, type_key, uid, generation, lifecycle, location, tags,
          certificate, properties, created_by, created_by_type, created_at, modified_by,
          modified_by_type, changed_at)
        select format('%1$s', '%2$s' || i), format('%1$s', '%2$s' || i), 't', gen_random_uuid(), i,
          'Active', 'westeurope', '{}', '', '{}', 'u', 'User', now(), 'u', 'User', now()
        from generate_series(1, %3$d) i
        """
            .formatted(CLUSTER, name, count));
  }

  private ChangedRows.Pending look(Connection connection, Cursors cursors) throws SQLException {
    ChangedRows.Pending pending = rows.look(connection, cursors);
    for (int again = 1; again < LOOKS; again++) {
      pending = rows.look(connection, cursors);
    }
    return pending;
  }

  private static long rowsRead(Connection connection) throws SQLException {
    execute(connection, "select pg_stat_force_next_flush()");
    return Long.parseLong(
        text(
            connection,
            "select seq_tup_read + idx_tup_fetch from pg_stat_user_tables"
                + " where relname = 'clusters'"));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }
}
