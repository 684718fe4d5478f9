package io.fairlead.store.publish;

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

  Cursors with(PublishedTable table, Cursor cursor) {
    Map<PublishedTable, Cursor> changed = new EnumMap<>(PublishedTable.class);
    changed.putAll(byTable);
    changed.put(table, cursor);
    return new Cursors(changed);
  }
}
