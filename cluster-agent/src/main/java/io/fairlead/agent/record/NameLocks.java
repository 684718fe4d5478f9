package io.fairlead.agent.record;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Lets one at a time write a record. Thread-safe.
final class NameLocks {
  private static final int LOCKS = 64;

  private final Lock[] locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(Lock[]::new);

  /// Runs a task while nobody else runs one under that name.
  void with(String name, Runnable task) {
    Lock lock = locks[Math.floorMod(name.hashCode(), LOCKS)];
    lock.lock();
    try {
      task.run();
    } finally {
      lock.unlock();
    }
  }
}
