package io.fairlead.store.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Deletes rows whose removal is published, and what is said of their incarnations.
///
/// Whoever takes in what clusters say locks no configuration for it, and may have seen one before
/// it was removed. So the rows stay until every transaction has ended that ran when their removal
/// was published: after that nobody says anything of them. Rows that an earlier publisher left are
/// found like those of this one. Used by one thread.
final class RemovedRows {
  /// Most of one table at a time.
  private static final int MOST = 1_000;

  private boolean more = true;
  private @Nullable Published published;

  /// What was published, and a transaction that came after all that ran then.
  private record Published(Cursors upTo, String after) {}

  /// More removals were published.
  void more() {
    more = true;
  }

  /// Deletes what may be by now, a bounded part of it.
  ///
  /// @param cursors up to where all is published
  void run(Connection connection, Cursors cursors) throws SQLException {
    if (published == null) {
      if (more) {
        published = new Published(cursors, HubTable.afterAll(connection));
        more = false;
      }
      return;
    }
    if (ChangedRows.hasPassed(connection, published.after())
        && !isAnyLeft(connection, published.upTo())) {
      published = null;
    }
  }

  private static boolean isAnyLeft(Connection connection, Cursors upTo) throws SQLException {
    boolean any = false;
    for (PublishedTable table : PublishedTable.STATES) {
      any |= delete(connection, table, upTo.of(table));
    }
    return any;
  }

  /// Leaves for later what somebody has locked, such as to create it again.
  ///
  /// @return whether there was any
  private static boolean delete(Connection connection, PublishedTable table, Cursor upTo)
      throws SQLException {
    String said = table.saidTable();
    String forgotten =
        said == null
            ? ""
            : ", forgotten as (delete from " + said + " s using gone where s.uid = gone.uid)";
    String sql =
        """
        with old as materialized (
          select id_key, changed_xid from %1$s
          where lifecycle = 'Removed' and (changed_xid, id_key) <= (cast(? as xid8), ?)
          order by changed_xid, id_key limit ?),
        gone as (
          select t.id_key, t.uid from %1$s t
          join old on t.id_key = old.id_key and t.changed_xid = old.changed_xid
          where t.lifecycle = 'Removed' for update of t skip locked)%2$s,
        deleted as (
          delete from %1$s t using gone
          where t.id_key = gone.id_key and t.lifecycle = 'Removed')
        select count(*) > 0 from old
        """
            .formatted(table.table(), forgotten);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, upTo.xid());
      statement.setString(2, upTo.key());
      statement.setInt(3, MOST);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
