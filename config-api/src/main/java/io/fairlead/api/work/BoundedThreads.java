package io.fairlead.api.work;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Threads for work that takes a processor's time, with a bounded queue before them.
final class BoundedThreads {
  private BoundedThreads() {}

  /// As many as do such work at a time.
  static int asProcessors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /// New ones, which end when they have had nothing to do for a minute.
  ///
  /// @param prefix of their names
  /// @param size how many
  /// @param longestQueue most tasks that wait; one more is rejected
  static ThreadPoolExecutor named(String prefix, int size, int longestQueue) {
    var threads =
        new ThreadPoolExecutor(
            size,
            size,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(longestQueue),
            Thread.ofPlatform().daemon().name(prefix, 1).factory());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
