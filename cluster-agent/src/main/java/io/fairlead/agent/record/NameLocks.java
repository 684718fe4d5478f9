package io.fairlead.agent.record;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Lets one at a time do something with a record. Thread-safe.
public final class NameLocks {
  private static final int LOCKS = 256;

  private final Lock[] locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(Lock[]::new);

  /// Runs a task while nobody else runs one under that name.
  public void with(String name, Runnable task) {
    var _ =
        get(
            name,
            () -> {
              task.run();
              return true;
            });
  }

  /// Runs a task while nobody else runs one under that name, and gives what it gives.
  public <T> T get(String name, Supplier<T> task) {
    Lock lock = locks[Math.floorMod(name.hashCode(), LOCKS)];
    lock.lock();
    try {
      return task.get();
    } finally {
      lock.unlock();
    }
  }
}
