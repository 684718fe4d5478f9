package io.fairlead.benchmarks.floor;

import io.fairlead.benchmarks.waiting.Waiting;
import io.fairlead.embedded.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// A table of a floor's own in the hub's server, used through the client that the store has. Its
/// keys are as long as those of configurations. Thread-safe.
final class BareTable implements AutoCloseable {
  private final Pool pool;
  private final String name;

  private BareTable(Pool pool, String name) {
    this.pool = pool;
    this.name = name;
  }

  /// Makes it anew: one that is left of a run that was ended is dropped.
  ///
  /// @param columns its columns, as `create table` takes them
  /// @param connections at most
  static BareTable create(
      Vertx vertx, Database database, String name, String columns, int connections)
      throws InterruptedException {
    Pool pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(connections))
            .connectingTo(
                new PgConnectOptions()
                    .setHost(database.host())
                    .setPort(database.port())
                    .setDatabase(database.name())
                    .setUser(database.user())
                    .setPassword(database.password())
                    .setCachePreparedStatements(true))
            .using(vertx)
            .build();
    BareTable table = new BareTable(pool, name);
    try {
      table.now("drop table if exists " + name);
      table.now("create table %s (%s)".formatted(name, columns));
      return table;
    } catch (RuntimeException | InterruptedException e) {
      Waiting.forEnd(pool.close());
      throw e;
    }
  }

  /// Does something and waits until it is done.
  void now(String sql) throws InterruptedException {
    var _ = Waiting.forAnswer(pool.query(sql).execute());
  }

  /// One statement by itself, which is a transaction.
  Future<RowSet<Row>> execute(String sql, Tuple values) {
    return pool.preparedQuery(sql).execute(values);
  }

  /// A statement for each of these in one transaction.
  Future<?> transaction(String sql, List<Tuple> each) {
    return pool.withTransaction(connection -> connection.preparedQuery(sql).executeBatch(each));
  }

  /// The key of the row of a number.
  static String key(long number) {
    return "/subscriptions/5f1f1f6e-0b9f-4d5e-9a55-5e7d3c0b1a2f/resourcegroups/floor/providers/"
        + "microsoft.kubernetes/connectedclusters/ship-%06d/providers/".formatted(number % 1_000)
        + "microsoft.kubernetesconfiguration/fluxconfigurations/floor-%09d".formatted(number);
  }

  /// What no server can make smaller.
  static Buffer noise(int bytes) {
    byte[] said = new byte[bytes];
    ThreadLocalRandom.current().nextBytes(said);
    return Buffer.buffer(said);
  }

  /// Drops it.
  @Override
  public void close() {
    try {
      Waiting.forEnd(pool.query("drop table " + name).execute());
    } finally {
      Waiting.forEnd(pool.close());
    }
  }
}
