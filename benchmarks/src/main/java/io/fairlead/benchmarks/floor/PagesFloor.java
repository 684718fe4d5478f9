package io.fairlead.benchmarks.floor;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;

/// Bare PostgreSQL: reads rows of the same sizes, page by page by their primary key, each page
/// after the one before. Through the client that the store has, in the hub's own server, from a
/// table of its own.
public final class PagesFloor implements AutoCloseable {
  private static final int BATCH = 100;
  private static final String CREATE =
      "create table benchmark_pages (key text collate \"C\" primary key, said bytea not null)";
  private static final String INSERT = "insert into benchmark_pages (key, said) values ($1, $2)";
  private static final String PAGE =
      "select key, said from benchmark_pages where key > $1 order by key limit $2";
  private static final String SETTLE = "vacuum (analyze) benchmark_pages";
  private static final String DROP = "drop table benchmark_pages";

  private final Pool pool;

  /// Fills the table.
  ///
  /// @param bytes of the row of that number
  public PagesFloor(Vertx vertx, Database database, int rows, IntUnaryOperator bytes) {
    this.pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(1))
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
    await(pool.query(CREATE).execute());
    for (int first = 0; first < rows; first += BATCH) {
      List<Tuple> batch = new ArrayList<>();
      for (int row = first; row < Math.min(rows, first + BATCH); row++) {
        batch.add(Tuple.of(key(row), noise(bytes.applyAsInt(row))));
      }
      await(pool.preparedQuery(INSERT).executeBatch(batch));
    }
    await(pool.query(SETTLE).execute());
  }

  /// The first page.
  ///
  /// @param top its rows
  public Future<Long> first(int top) {
    return page("", top).map(PagesFloor::bytes);
  }

  /// All pages.
  ///
  /// @param top rows of each
  /// @return the bytes of all rows
  public Future<Long> all(int top) {
    return from("", top, 0);
  }

  private Future<Long> from(String after, int top, long before) {
    return page(after, top)
        .compose(
            rows -> {
              long sum = before + bytes(rows);
              return rows.size() < top ? Future.succeededFuture(sum) : from(last(rows), top, sum);
            });
  }

  private Future<RowSet<Row>> page(String after, int top) {
    return pool.preparedQuery(PAGE).execute(Tuple.of(after, top));
  }

  private static long bytes(RowSet<Row> rows) {
    long sum = 0;
    for (Row row : rows) {
      sum += row.getBuffer(1).length();
    }
    return sum;
  }

  private static String last(RowSet<Row> rows) {
    String last = "";
    for (Row row : rows) {
      last = row.getString(0);
    }
    return last;
  }

  /// As long as a configuration's.
  private static String key(int number) {
    return "/subscriptions/5f1f1f6e-0b9f-4d5e-9a55-5e7d3c0b1a2f/resourcegroups/floor/providers/"
        + "microsoft.kubernetes/connectedclusters/ship-000000/providers/"
        + "microsoft.kubernetesconfiguration/fluxconfigurations/floor-%09d".formatted(number);
  }

  private static Buffer noise(int bytes) {
    byte[] said = new byte[bytes];
    ThreadLocalRandom.current().nextBytes(said);
    return Buffer.buffer(said);
  }

  private static void await(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    }
  }

  @Override
  public void close() {
    await(pool.query(DROP).execute());
    await(pool.close());
  }
}
