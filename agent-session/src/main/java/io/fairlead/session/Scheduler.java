package io.fairlead.session;

import io.vertx.core.Vertx;
import java.time.Duration;

/// Runs things later.
@FunctionalInterface
public interface Scheduler {
  /// Runs the task once, after at least that long, on any thread.
  void schedule(Duration after, Runnable task);

  /// Vert.x's timers.
  static Scheduler of(Vertx vertx) {
    return (after, task) -> vertx.setTimer(Math.max(1, after.toMillis()), timer -> task.run());
  }
}
