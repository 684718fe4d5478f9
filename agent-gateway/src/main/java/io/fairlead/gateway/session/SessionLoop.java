package io.fairlead.gateway.session;

import java.time.Duration;

/// The one thread of execution of a session: tasks run one after the other, in the order given. Its
/// time only passes: unlike the clock, nobody can set it. Thread-safe.
public interface SessionLoop {
  /// Runs a task later, never inside this call.
  void execute(Runnable task);

  /// Runs a task after a delay.
  Timer after(Duration delay, Runnable task);

  /// Nanoseconds since some moment; see [System#nanoTime].
  long nanoTime();

  /// A task to come.
  interface Timer {
    /// Drops it, where it has not run yet.
    void cancel();
  }
}
