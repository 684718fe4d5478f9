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
      """
      select count(*), min(changed_at) from (
        (select changed_at from clusters
         where (changed_xid, id_key) > (cast(? as xid8), ?) order by changed_xid, id_key limit %1$d)
        union all
        (select changed_at from configurations
         where (changed_xid, id_key) > (cast(? as xid8), ?) order by changed_xid, id_key limit %1$d)
      ) waiting
      """
          .formatted(MAX_COUNTED / 2);

  static Backlog measure(Connection connection, Cursor clusters, Cursor configurations)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setString(1, clusters.xid());
      statement.setString(2, clusters.key());
      statement.setString(3, configurations.xid());
      statement.setString(4, configurations.key());
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
