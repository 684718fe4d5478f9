package io.fairlead.gateway.table;

import java.time.Duration;

/// Counts how long sessions wait for the table to be up to date. Must be quick and thread-safe.
public interface BarrierObserver {
  /// One more waits.
  void waiting();

  /// One got through.
  void passed(Duration waited);

  /// One gave up, or was turned away with the table.
  void failed();
}
