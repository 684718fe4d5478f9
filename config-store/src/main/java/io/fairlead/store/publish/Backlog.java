package io.fairlead.store.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// What waits to be published.
///
/// @param rows how many, counted up to [#MAX_COUNTED]
/// @param oldest when the oldest of them was written; empty when none waits
record Backlog(long rows, Optional<Instant> oldest) {
  static final Backlog NONE = new Backlog(0, Optional.empty());

  /// Counting stops there.
  static final int MAX_COUNTED = 10_000;

  private static final String SQL =
      Arrays.stream(PublishedTable.values())
          .map(
              table ->
                  "(select changed_at from %s where (changed_xid, id_key) > (cast(? as xid8), ?) order by changed_xid, id_key limit %d)"
                      .formatted(table.table(), MAX_COUNTED / PublishedTable.values().length))
          .collect(
              Collectors.joining(
                  " union all ", "select count(*), min(changed_at) from (", ") waiting"));

  static Backlog measure(Connection connection, Cursors cursors) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      int parameter = 0;
      for (PublishedTable table : PublishedTable.values()) {
        statement.setString(++parameter, cursors.of(table).xid());
        statement.setString(++parameter, cursors.of(table).key());
      }
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
