package io.fairlead.store.publish;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/// How far each table was published. Immutable.
record Cursors(Map<PublishedTable, Cursor> byTable) {
  /// Nothing was.
  static final Cursors START = new Cursors(Map.of());

  Cursors {
    byTable = Map.copyOf(byTable);
  }

  Cursor of(PublishedTable table) {
    return byTable.getOrDefault(table, Cursor.START);
  }

  /// Sets them as parameters of a statement: of each table in order the transaction and the key.
  ///
  /// @param first the number of the first parameter
  void set(PreparedStatement statement, int first) throws SQLException {
    int parameter = first;
    for (PublishedTable table : PublishedTable.values()) {
      statement.setString(parameter++, of(table).xid());
      statement.setString(parameter++, of(table).key());
    }
  }

  Cursors with(PublishedTable table, Cursor cursor) {
    Map<PublishedTable, Cursor> changed = new EnumMap<>(PublishedTable.class);
    changed.putAll(byTable);
    changed.put(table, cursor);
    return new Cursors(changed);
  }
}
