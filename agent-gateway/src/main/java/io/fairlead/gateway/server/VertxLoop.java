package io.fairlead.gateway.server;

import io.fairlead.gateway.session.SessionLoop;
import io.vertx.core.Context;
import java.time.Duration;

/// A session's loop on the event loop of its connection.
final class VertxLoop implements SessionLoop {
  private final Context context;

  VertxLoop(Context context) {
    this.context = context;
  }

  @Override
  public void execute(Runnable task) {
    context.runOnContext(_ -> task.run());
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    // A timer of less than a millisecond is refused.
    long id =
        context
            .owner()
            .setTimer(
                Math.max(1, delay.toMillis() + 1), _ -> context.runOnContext(_ -> task.run()));
    return () -> {
      boolean _ = context.owner().cancelTimer(id);
    };
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }
}
