package io.fairlead.benchmarks.work;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits that end with a reason.
final class Waiting {
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private Waiting() {}

  /// Something that may be so by now.
  interface Condition {
    boolean isTrue() throws InterruptedException;
  }

  /// Something that tells how far it is.
  interface HowFar {
    String say() throws InterruptedException;
  }

  /// Waits for a request's answer.
  ///
  /// @throws IllegalStateException when it fails, or does not come
  static <T> T forAnswer(Future<T> answer) throws InterruptedException {
    try {
      return answer
          .toCompletionStage()
          .toCompletableFuture()
          .get(ANSWER.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a request failed", e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer in " + ANSWER.toSeconds() + " s", e);
    }
  }

  /// Waits until something is so.
  ///
  /// @param howFar said when it is not in time
  /// @throws IllegalStateException then
  static void until(Condition condition, HowFar howFar, Duration between, Duration limit)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.isTrue()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(howFar.say() + " after " + limit.toSeconds() + " s");
      }
      Thread.sleep(between);
    }
  }
}
