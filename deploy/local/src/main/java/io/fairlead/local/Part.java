package io.fairlead.local;

import io.fairlead.embedded.StartException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// One process of the stack. It can be started and stopped any number of times, always on the same
/// port and data.
interface Part {
  /// A short name, also of its log.
  String name();

  /// Starts it and returns when it serves. Ends early, with nothing left running, when the thread
  /// is interrupted.
  ///
  /// @throws StartException when it does not come up; nothing is then left running
  void start();

  /// Whether its process lives.
  boolean isAlive();

  /// Its process id.
  ///
  /// @throws IllegalStateException when it does not run
  long pid();

  /// Completes when the process that runs now ends, with its exit code.
  CompletableFuture<Integer> onExit();

  /// Kills it as `kill -9` does and returns when it is gone.
  void kill();

  /// Stops it in order, by force after the grace. Without effect when it does not run.
  void stop(Duration grace);
}
