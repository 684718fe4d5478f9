package io.fairlead.store.publish;

/// How far a database's publication is: what its next publisher has to know to go on. Immutable.
///
/// @param number of the last publication begun
/// @param confirmed the number of the last publication known to be on Kafka; 0 when none is
/// @param ends how far the topics were known to reach
/// @param cursors how far the tables were published
record Progress(long number, long confirmed, EndOffsets ends, Cursors cursors) {

  /// One more publication begins.
  Progress begun() {
    return new Progress(number + 1, confirmed, ends, cursors);
  }

  /// The last publication begun is on Kafka.
  ///
  /// @param end where it ends
  Progress written(EndOffsets end) {
    return new Progress(number, number, ends.raisedTo(end), cursors);
  }

  /// The rows of a table are published up to a place.
  Progress upTo(PublishedTable table, Cursor place) {
    return new Progress(number, confirmed, ends, cursors.with(table, place));
  }

  /// The topics reach as far as this.
  Progress reaching(EndOffsets now) {
    return new Progress(number, confirmed, now, cursors);
  }
}
