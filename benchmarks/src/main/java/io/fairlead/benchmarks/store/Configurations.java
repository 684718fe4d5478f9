package io.fairlead.benchmarks.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.benchmarks.hub.Hub;
import io.fairlead.benchmarks.waiting.Waiting;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.encryption.PropertiesSeal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// Writes new configurations into the store's table, sealed as the store seals them: a million
/// through the API would take many minutes and show nothing more. The table is its own outbox: the
/// store publishes them by itself, as any others.
public final class Configurations {
  private static final int BATCH = 2_000;
  private static final int BATCH_SECONDS = 60;
  private static final int MOST_BYTES = 8 * 1024 * 1024;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private static final String INSERT =
      """
      insert into configurations (id_key, id, cluster_key, uid, generation, lifecycle, properties,
        created_by, created_by_type, created_at, modified_by, modified_by_type, changed_at)
      select c.key, c.id, c.cluster, gen_random_uuid(), nextval('generation'), 'Active',
        c.properties, 'benchmark', 'User', now(), 'benchmark', 'User', now()
      from unnest(?::text[], ?::text[], ?::text[], ?::bytea[]) as c (key, id, cluster, properties)""";

  /// Whether the publisher has come to the end of the table: its own place in it.
  private static final String UNPUBLISHED =
      """
      select exists (select from configurations c
        where (c.changed_xid, c.id_key) > (h.configurations_xid, h.configurations_key))
      or exists (select from clusters c
        where (c.changed_xid, c.id_key) > (h.clusters_xid, h.clusters_key))
      from hub h""";

  private final Hub hub;
  private final PropertiesSeal seal;

  /// What a configuration is to be.
  ///
  /// @param id in a cluster that is registered
  /// @param properties as the API keeps them: with its defaults
  public record Wanted(ResourceId id, ObjectNode properties) {}

  /// Of that hub.
  public Configurations(Hub hub) {
    this.hub = hub;
    this.seal = hub.seal();
  }

  /// Writes new ones, over as many connections as there are processors, in transactions of some
  /// thousand. What is in memory at a time is bounded.
  ///
  /// @param count how many
  /// @param wanted the one of that number, from 0; called by several threads
  public void insert(int count, IntFunction<Wanted> wanted) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    Callable<Void> lane =
        () -> {
          try (Connection connection = hub.database().connect();
              PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setQueryTimeout(BATCH_SECONDS);
            for (int first = take(next); first < count; first = take(next)) {
              insert(connection, insert, first, Math.min(count, first + BATCH), wanted);
            }
          }
          return null;
        };
    int lanes = Runtime.getRuntime().availableProcessors();
    try (ExecutorService threads = Executors.newFixedThreadPool(lanes)) {
      List<Future<Void>> done = new ArrayList<>();
      for (int number = 0; number < lanes; number++) {
        done.add(threads.submit(lane));
      }
      for (Future<Void> one : done) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot write configurations", e.getCause());
    }
  }

  private static int take(AtomicInteger next) {
    return next.getAndAdd(BATCH);
  }

  private void insert(
      Connection connection,
      PreparedStatement insert,
      int first,
      int end,
      IntFunction<Wanted> wanted)
      throws SQLException {
    List<ResourceId> ids = new ArrayList<>();
    List<byte[]> properties = new ArrayList<>();
    long bytes = 0;
    for (int number = first; number < end; number++) {
      Wanted one = wanted.apply(number);
      byte[] sealed = seal.seal(one.id(), one.properties());
      ids.add(one.id());
      properties.add(sealed);
      bytes += sealed.length;
      if (bytes > MOST_BYTES || number == end - 1) {
        insert(connection, insert, ids, properties);
        ids.clear();
        properties.clear();
        bytes = 0;
      }
    }
  }

  private static void insert(
      Connection connection, PreparedStatement insert, List<ResourceId> ids, List<byte[]> sealed)
      throws SQLException {
    String[] keys = ids.stream().map(ResourceId::key).toArray(String[]::new);
    String[] texts = ids.stream().map(ResourceId::toString).toArray(String[]::new);
    String[] clusters = ids.stream().map(id -> id.cluster().key()).toArray(String[]::new);
    insert.setArray(1, connection.createArrayOf("text", keys));
    insert.setArray(2, connection.createArrayOf("text", texts));
    insert.setArray(3, connection.createArrayOf("text", clusters));
    insert.setArray(4, connection.createArrayOf("bytea", sealed.toArray(byte[][]::new)));
    insert.executeUpdate();
  }

  /// Waits until the store has published all clusters and configurations that are in its tables.
  ///
  /// @throws IllegalStateException when that is not so in time; says how far it was
  public void awaitPublished(Duration limit) throws InterruptedException {
    try (Connection connection = hub.database().connect();
        PreparedStatement look = connection.prepareStatement(UNPUBLISHED)) {
      Waiting.until(
          () -> !isTrue(look),
          () -> "not all are published, but %,.0f records".formatted(hub.recordsPublished()),
          BETWEEN_LOOKS,
          limit);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot see what is published", e);
    }
  }

  private static boolean isTrue(PreparedStatement question) throws SQLException {
    try (var row = question.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  /// Has PostgreSQL look at these tables, as it does by itself within minutes of their being
  /// filled: what is measured is not to depend on whether it has already.
  public void settle() {
    vacuum(" configurations, clusters");
  }

  /// The same of all tables, also those that only the hub writes: what was planned while they were
  /// small is planned anew.
  public void settleAll() {
    vacuum("");
  }

  /// How many bytes all of the store takes on the database's disk.
  public long databaseBytes() {
    try (Connection connection = hub.database().connect();
        var size = connection.prepareStatement("select pg_database_size(current_database())");
        var row = size.executeQuery()) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot ask for the size of the database", e);
    }
  }

  private void vacuum(String tables) {
    try (Connection connection = hub.database().connect();
        var vacuum = connection.prepareStatement("vacuum (analyze)" + tables)) {
      vacuum.execute();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot analyze tables", e);
    }
  }
}
