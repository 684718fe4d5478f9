package io.fairlead.api.work;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/// Brings work back to the event loop that it came from: the database's client wants to be called
/// there.
public final class CurrentContext {
  private CurrentContext() {}

  /// Runs on the Vert.x context of the calling thread; outside of one, on whatever thread it is
  /// given work by.
  public static Executor executor() {
    Context context = Vertx.currentContext();
    return context == null ? Runnable::run : task -> context.runOnContext(_ -> task.run());
  }
}
