package io.fairlead.benchmarks.waiting;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits that end with a reason.
public final class Waiting {
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private Waiting() {}

  /// Something that may be so by now.
  ///
  /// @param <E> what may go wrong with asking
  @FunctionalInterface
  public interface Condition<E extends Exception> {
    /// Whether it is.
    boolean isTrue() throws InterruptedException, E;
  }

  /// Something that tells how far it is.
  ///
  /// @param <E> what may go wrong with asking
  @FunctionalInterface
  public interface HowFar<E extends Exception> {
    /// Without how long it took.
    String say() throws InterruptedException, E;
  }

  /// Waits for a request's answer.
  ///
  /// @throws IllegalStateException when it fails, or does not come within a minute
  public static <T> T forAnswer(Future<T> answer) throws InterruptedException {
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

  /// Waits until something is closed, for who may not be interrupted meanwhile: an interrupt is
  /// kept for later.
  ///
  /// @throws IllegalStateException when it fails, or is not within a minute
  public static void forEnd(Future<?> end) {
    try {
      var _ =
          end.toCompletionStage()
              .toCompletableFuture()
              .orTimeout(ANSWER.toSeconds(), TimeUnit.SECONDS)
              .join();
    } catch (RuntimeException e) {
      throw new IllegalStateException("not closed: " + e, e);
    }
  }

  /// Waits until something is so.
  ///
  /// @param howFar said when it is not in time
  /// @param between how long after one look the next is
  /// @throws IllegalStateException when it is not in time
  public static <E extends Exception, F extends Exception> void until(
      Condition<E> condition, HowFar<F> howFar, Duration between, Duration limit)
      throws InterruptedException, E, F {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.isTrue()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(howFar.say() + " after " + limit.toSeconds() + " s");
      }
      Thread.sleep(between);
    }
  }
}
