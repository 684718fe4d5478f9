package io.fairlead.store.ingest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/// A statement over many rows.
///
/// @param rows how many the parameters were made of
record Statement(String sql, int rows, Tuple parameters) {
  /// Runs it unless there are no rows.
  ///
  /// @return how many rows it changed
  Uni<Integer> run(SqlConnection connection) {
    return rows == 0
        ? Uni.createFrom().item(0)
        : connection.preparedQuery(sql).execute(parameters).map(result -> result.rowCount());
  }
}
