package io.fairlead.benchmarks.floor;

import io.fairlead.benchmarks.load.ClosedLoop;
import io.fairlead.benchmarks.load.Loaded;
import io.fairlead.benchmarks.load.OpenLoop;
import io.fairlead.benchmarks.result.Latencies;
import io.fairlead.benchmarks.waiting.Waiting;
import io.fairlead.embedded.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/// Bare PostgreSQL: rows of the same size in a table with a primary key, each batch durable before
/// the next. Through the client that the store has, in the hub's own server, in a table of its own.
public final class PostgresFloor implements AutoCloseable {
  private static final String TABLE = "benchmark_floor";
  private static final String COLUMNS =
      """
      key text collate "C" primary key, generation bigint not null, said bytea not null,
      changed_at timestamptz not null default now()""";
  private static final String INSERT =
      "insert into benchmark_floor (key, generation, said) values ($1, $2, $3)";
  private static final String UPDATE =
      "update benchmark_floor set generation = generation + 1, said = $2 where key = $1";

  private static final String CHANGE =
      """
      update benchmark_floor f set generation = f.generation + 1, changed_at = now()
      from (select key from benchmark_floor order by key offset $1 limit $2) k
      where f.key = k.key""";

  private final BareTable table;

  private PostgresFloor(BareTable table) {
    this.table = table;
  }

  /// Makes the table.
  ///
  /// @param connections at most
  public static PostgresFloor open(Vertx vertx, Database database, int connections)
      throws InterruptedException {
    return new PostgresFloor(BareTable.create(vertx, database, TABLE, COLUMNS, connections));
  }

  /// As many transactions as go, each of one batch of new rows.
  ///
  /// @param clients that many are under way at once
  /// @param batch rows of a transaction
  /// @param bytes of a row's content
  /// @return the batches; times `batch` is rows
  public Loaded insert(int clients, int batch, int bytes, Duration warmUp, Duration measured)
      throws InterruptedException {
    Buffer said = BareTable.noise(bytes);
    return ClosedLoop.run(
            clients, warmUp, measured, number -> insertBatch(number * batch, batch, said))
        .withoutFailures();
  }

  /// New rows at a steady rate, each a transaction.
  ///
  /// @param perSecond how many
  /// @param bytes of a row's content
  /// @return how long each took, from when it was due
  public Latencies insertAtRate(int perSecond, int bytes, Duration warmUp, Duration measured)
      throws InterruptedException {
    Buffer said = BareTable.noise(bytes);
    return OpenLoop.run(
            perSecond,
            warmUp,
            measured,
            number -> table.execute(INSERT, Tuple.of(BareTable.key(number), number, said)))
        .withoutFailures()
        .latencies();
  }

  /// Inserts rows in batches, one after another on each of `clients` connections.
  ///
  /// @param first the number of the first, from 0; so many are there already
  /// @param rows how many
  /// @return how long that took
  public Duration insertAll(int clients, int first, int rows, int batch, int bytes)
      throws InterruptedException {
    Buffer said = BareTable.noise(bytes);
    return all(
        clients,
        rows,
        batch,
        from -> insertBatch(first + from, Math.min(batch, rows - (int) from), said));
  }

  /// Replaces the content of the first `rows` rows in batches.
  ///
  /// @return how long that took
  public Duration updateAll(int clients, int rows, int batch, int bytes)
      throws InterruptedException {
    Buffer said = BareTable.noise(bytes);
    return all(
        clients,
        rows,
        batch,
        first ->
            table.transaction(
                UPDATE,
                LongStream.range(first, Math.min(rows, first + batch))
                    .mapToObj(number -> Tuple.of(BareTable.key(number), said))
                    .toList()));
  }

  /// Changes rows again and again without their content, one transaction of one statement after
  /// another.
  ///
  /// @param rows how many are there
  /// @param batch of a transaction
  /// @param changes of all rows in turn
  public void churn(int rows, int batch, int changes) throws InterruptedException {
    for (int done = 0; done < changes; done += batch) {
      int more = Math.min(batch, changes - done);
      var _ = Waiting.forAnswer(table.execute(CHANGE, Tuple.of(done % rows, more)));
    }
  }

  private interface Step {
    Future<?> from(long first);
  }

  private static Duration all(int clients, int rows, int batch, Step step)
      throws InterruptedException {
    long begin = System.nanoTime();
    List<Future<Void>> lanes =
        LongStream.range(0, clients)
            .mapToObj(lane -> lane(lane * batch, (long) clients * batch, rows, step))
            .toList();
    var _ = Waiting.forAnswer(Future.all(lanes));
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static Future<Void> lane(long first, long stride, long rows, Step step) {
    return first >= rows
        ? Future.succeededFuture()
        : step.from(first).compose(done -> lane(first + stride, stride, rows, step));
  }

  private Future<?> insertBatch(long first, int batch, Buffer said) {
    return table.transaction(
        INSERT,
        LongStream.range(first, first + batch)
            .mapToObj(number -> Tuple.of(BareTable.key(number), number, said))
            .toList());
  }

  @Override
  public void close() {
    table.close();
  }
}
