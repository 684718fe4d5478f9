package io.fairlead.agent.cluster;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Calls that a [FaultyApi] keeps until the test lets them go, in the order in which they came.
/// Thread-safe.
public final class HeldCalls {
  /// Where a call is kept.
  public enum At {
    /// Before the server hears of it.
    CALL,
    /// After the server did what it says, before the caller hears of that.
    ANSWER
  }

  private final Vertx vertx;
  private final String verb;
  private final String pathEnd;
  private final At at;
  private final Queue<Runnable> kept = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  HeldCalls(Vertx vertx, String verb, String pathEnd, At at) {
    this.vertx = vertx;
    this.verb = verb;
    this.pathEnd = pathEnd;
    this.at = at;
  }

  boolean takes(Calls.Sort sort) {
    return sort.verb().equals(verb) && sort.path().endsWith(pathEnd);
  }

  At at() {
    return at;
  }

  /// Keeps the rest of a call. Called on the event loop, where the rest will be run, too.
  void keep(Runnable rest) {
    Context context = vertx.getOrCreateContext();
    kept.add(() -> context.runOnContext(_ -> rest.run()));
    if (over) {
      letAllGo();
    }
  }

  /// How many are kept.
  public int count() {
    return kept.size();
  }

  /// Lets those go that are kept now; later ones are kept.
  public void letGo() {
    for (Runnable rest = kept.poll(); rest != null; rest = kept.poll()) {
      rest.run();
    }
  }

  /// Keeps nothing any longer.
  void letAllGo() {
    over = true;
    letGo();
  }
}
