package io.fairlead.agent;

import java.util.function.LongSupplier;

/// Gives memory back when there is nothing to do. The smallest collector of the JVM, the serial
/// one, collects old objects only when their space is full: without this, an agent would stay as
/// large as its busiest minute made it. Not thread-safe.
final class QuietHeap {
  /// Less than this is not worth a collection, bytes.
  static final long WORTH_IT = 2L << 20;

  /// Growth between two looks up to which the agent had nothing to do, bytes.
  static final long QUIET = 256L << 10;

  private final LongSupplier used;
  private final LongSupplier live;
  private final Runnable collection;
  private long before;

  /// @param used what old objects take now, bytes
  /// @param live what was left of them after the last full collection, bytes; 0 before the first
  /// @param collection collects everything
  QuietHeap(LongSupplier used, LongSupplier live, Runnable collection) {
    this.used = used;
    this.live = live;
    this.collection = collection;
    this.before = used.getAsLong();
  }

  /// Looks, and collects when it is quiet since the last look and there is something to be had.
  void look() {
    long now = used.getAsLong();
    boolean quiet = now - before <= QUIET;
    if (quiet && now - live.getAsLong() >= WORTH_IT) {
      collection.run();
      before = used.getAsLong();
    } else {
      before = now;
    }
  }
}
