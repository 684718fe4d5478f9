package io.fairlead.store.publish;

import java.util.List;

/// Rows read to be published together, all of one table.
///
/// @param table the table
/// @param next the place of the last row read
/// @param removed the places of the rows that are to go once this is published
/// @param full whether there may be more behind the last row
record Batch(
    PublishedTable table,
    List<OutgoingRecord> records,
    Cursor next,
    List<Cursor> removed,
    boolean full) {}
