package io.fairlead.benchmarks.floor;

import io.fairlead.benchmarks.waiting.Waiting;
import io.fairlead.embedded.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// Bare PostgreSQL: reads rows of the same sizes, page by page by their primary key, each page
/// after the one before. Through the client that the store has, in the hub's own server, from a
/// table of its own.
public final class PagesFloor implements AutoCloseable {
  private static final int BATCH = 100;
  private static final String TABLE = "benchmark_pages";
  private static final String COLUMNS = "key text collate \"C\" primary key, said bytea not null";
  private static final String INSERT = "insert into benchmark_pages (key, said) values ($1, $2)";
  private static final String PAGE =
      "select key, said from benchmark_pages where key > $1 order by key limit $2";

  private final BareTable table;

  private PagesFloor(BareTable table) {
    this.table = table;
  }

  /// Makes the table and fills it.
  ///
  /// @param bytes of the row of that number
  public static PagesFloor filled(Vertx vertx, Database database, int rows, IntUnaryOperator bytes)
      throws InterruptedException {
    BareTable table = BareTable.create(vertx, database, TABLE, COLUMNS, 1);
    try {
      for (int first = 0; first < rows; first += BATCH) {
        List<Tuple> batch = new ArrayList<>();
        for (int row = first; row < Math.min(rows, first + BATCH); row++) {
          batch.add(Tuple.of(BareTable.key(row), BareTable.noise(bytes.applyAsInt(row))));
        }
        var _ = Waiting.forAnswer(table.transaction(INSERT, batch));
      }
      table.now("vacuum (analyze) " + TABLE);
      return new PagesFloor(table);
    } catch (RuntimeException | InterruptedException e) {
      table.close();
      throw e;
    }
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
    return table.execute(PAGE, Tuple.of(after, top));
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

  @Override
  public void close() {
    table.close();
  }
}
