package io.fairlead.store.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/// What waits to be published.
///
/// @param rows how many, counted up to [#MAX_COUNTED]
/// @param oldest when the oldest of them was written; empty when none waits
record Backlog(long rows, Optional<Instant> oldest) {
  static final Backlog NONE = new Backlog(0, Optional.empty());

  /// Counting stops there.
  static final int MAX_COUNTED = 10_000;

  private static final String SQL =
      "select count(*), min(changed_at) from ("
          + PublishedTable.each(
              "(select changed_at from %1$s where (changed_xid, id_key) > (cast(? as xid8), ?)"
                  + " order by changed_xid, id_key limit "
                  + MAX_COUNTED / PublishedTable.values().length
                  + ")",
              " union all ")
          + ") waiting";

  static Backlog measure(Connection connection, Cursors cursors) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      cursors.set(statement, 1);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return NONE;
        }
        OffsetDateTime oldest = row.getObject(2, OffsetDateTime.class);
        return new Backlog(
            row.getLong(1), Optional.ofNullable(oldest).map(OffsetDateTime::toInstant));
      }
    }
  }
}
