package io.fairlead.store.publish;

import java.util.List;

/// Rows read to be published together, all of one table.
///
/// @param table the table
/// @param next the place of the last row read
/// @param removals whether removed rows are among those read
/// @param full whether there may be more behind the last row
record Batch(
    PublishedTable table,
    List<OutgoingRecord> records,
    Cursor next,
    boolean removals,
    boolean full) {}
