package io.fairlead.benchmarks.fleet;

import java.util.concurrent.CompletableFuture;

/// Who plays in a [Script]. Thread-safe.
@FunctionalInterface
public interface Actor {
  /// Does it.
  ///
  /// @return completes when the next act may follow; exceptionally when it cannot be done
  CompletableFuture<Void> does(Act act);
}
