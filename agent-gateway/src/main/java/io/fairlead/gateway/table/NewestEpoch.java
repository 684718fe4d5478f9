package io.fairlead.gateway.table;

/// The newest epoch of which a table's run has seen a record.
///
/// It is raised before that record is applied: whoever reads the table and then finds the epoch
/// unmoved has read nothing of a newer one. One thread raises it; any may read it.
final class NewestEpoch {
  private final Runnable moved;
  private volatile long newest;

  /// @param served the epoch that the table is of
  /// @param moved run before the first record of each newer epoch is applied
  NewestEpoch(long served, Runnable moved) {
    this.newest = served;
    this.moved = moved;
  }

  /// Notes the epoch of a record that is about to be applied.
  void saw(long epoch) {
    if (epoch > newest) {
      newest = epoch;
      moved.run();
    }
  }

  long get() {
    return newest;
  }
}
