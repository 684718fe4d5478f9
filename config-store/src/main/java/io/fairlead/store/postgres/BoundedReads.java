package io.fairlead.store.postgres;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Reads that PostgreSQL itself ends when they take too long. Whoever asked may be gone by then,
/// and its query would go on, with a connection that others wait for.
///
/// The limit is that of a transaction (`set local`), so that the connection does not keep it. What
/// begins and ends the transaction is sent along with the query, without waiting for an answer: it
/// costs no round trip. Thread-safe.
final class BoundedReads {
  private final Pool pool;
  private final String begin;

  /// @param longest 1 ms to 1 h, as [StoreSettings#longestRead()]
  BoundedReads(Pool pool, Duration longest) {
    this.pool = pool;
    this.begin = "start transaction read only; set local statement_timeout = " + longest.toMillis();
  }

  /// Reads rows; not those that nobody wants any more when it is this read's turn.
  ///
  /// @return fails with SQLSTATE 57014 when it takes too long
  Uni<RowSet<Row>> read(String sql, Tuple parameters) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var canceled = new AtomicBoolean();
              return pool.withConnection(
                      connection ->
                          canceled.get()
                              ? Uni.createFrom().failure(new CancellationException())
                              : read(connection, sql, parameters))
                  .onCancellation()
                  .invoke(() -> canceled.set(true));
            });
  }

  private Uni<RowSet<Row>> read(SqlConnection connection, String sql, Tuple parameters) {
    return Uni.combine()
        .all()
        .unis(
            connection.query(begin).execute(),
            connection.preparedQuery(sql).execute(parameters),
            // After a failure this is a rollback.
            connection.query("commit").execute())
        .collectFailures()
        .with((_, rows, _) -> rows);
  }
}
