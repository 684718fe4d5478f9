package io.fairlead.gateway.table;

import io.fairlead.contract.event.Publication;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The newest word of how far the store has published, for one thread that waits for news of any
/// kind. Thread-safe.
final class PublicationBoard {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private Optional<Publication> newest = Optional.empty();
  private long posted;
  private long seen;

  /// Posts the newest publication. There is one in every transaction of the store: only another
  /// epoch, or its completion, is news.
  void post(Publication publication) {
    lock.lock();
    try {
      boolean same =
          newest
              .filter(
                  before ->
                      before.epoch() == publication.epoch()
                          && before.complete() == publication.complete())
              .isPresent();
      newest = Optional.of(publication);
      if (!same) {
        signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Forgets what was posted: it was of topics that are no more.
  void clear() {
    lock.lock();
    try {
      newest = Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /// Wakes the thread that waits.
  void wake() {
    lock.lock();
    try {
      signal();
    } finally {
      lock.unlock();
    }
  }

  private void signal() {
    posted++;
    news.signalAll();
  }

  Optional<Publication> newest() {
    lock.lock();
    try {
      return newest;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until something was posted since the last wait, or for that long.
  void await(Duration limit) throws InterruptedException {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (seen == posted && left > 0) {
        left = news.awaitNanos(left);
      }
      seen = posted;
    } finally {
      lock.unlock();
    }
  }
}
