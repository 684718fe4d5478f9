package io.fairlead.store.ingest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;

/// A statement over many rows.
final class Statement {
  private Statement() {}

  /// Runs it unless there are no rows.
  ///
  /// @param rows what the parameters were made of
  /// @return how many rows it changed
  static Uni<Integer> run(
      SqlConnection connection, String sql, Collection<?> rows, Tuple parameters) {
    return rows.isEmpty()
        ? Uni.createFrom().item(0)
        : connection.preparedQuery(sql).execute(parameters).map(result -> result.rowCount());
  }
}
