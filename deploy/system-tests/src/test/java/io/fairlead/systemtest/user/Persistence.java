package io.fairlead.systemtest.user;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Sends a request again until the hub answers it, at a pace that all who share this keep
/// together. Thread-safe.
final class Persistence {
  /// What came of a request.
  ///
  /// @param answer the first that was not about the hub's own trouble
  /// @param repeated whether an attempt before it may have been carried out unnoticed
  record Outcome(Answer answer, boolean repeated) {}

  private final Semaphore pace;
  private final Duration patience;
  private final AtomicLong retries = new AtomicLong();

  /// @param pace has a permit for each request
  /// @param patience how long one request is sent again
  Persistence(Semaphore pace, Duration patience) {
    this.pace = pace;
    this.patience = patience;
  }

  /// How often a request had to be sent again so far.
  long retries() {
    return retries.get();
  }

  /// Sends it until it is answered.
  ///
  /// @throws AssertionError when that takes too long
  Outcome insist(Supplier<Answer> request) {
    long deadline = System.nanoTime() + patience.toNanos();
    String last = "";
    boolean repeated = false;
    while (System.nanoTime() < deadline) {
      awaitTurn();
      try {
        Answer answer = request.get();
        if (!answer.retriable()) {
          return new Outcome(answer, repeated);
        }
        last = answer.toString();
      } catch (UncheckedIOException e) {
        last = e.toString();
      }
      repeated = true;
      retries.incrementAndGet();
    }
    throw new AssertionError("not acknowledged within " + patience + ": " + last);
  }

  private void awaitTurn() {
    try {
      pace.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
