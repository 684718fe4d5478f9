package io.fairlead.benchmarks;

import io.fairlead.benchmarks.result.Figure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One benchmark on a thread of its own, which ends in figures or a reason: also when it hangs, and
/// at once when a process of the hub ends.
final class Attempt {
  private static final Duration UNWIND = Duration.ofSeconds(10);

  /// What failed may have failed because a process ended, which is heard of a little later.
  private static final Duration NEWS = Duration.ofSeconds(1);

  private final FutureTask<List<Figure>> task;
  private final Thread thread;
  private final CompletableFuture<String> died;
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  /// How it ended.
  ///
  /// @param figures empty when it failed
  /// @param failure for a person; empty when it was carried out
  record Result(List<Figure> figures, String failure) {
    static Result failed(String failure) {
      return new Result(List.of(), failure);
    }
  }

  private Attempt(String name, Work work, CompletableFuture<String> died) {
    this.died = died;
    this.task =
        new FutureTask<>(work::run) {
          @Override
          protected void done() {
            over.complete(null);
          }
        };
    var _ = died.thenRun(() -> over.complete(null));
    this.thread = Thread.ofPlatform().name(name).daemon().start(task);
  }

  /// What is attempted.
  @FunctionalInterface
  interface Work {
    /// Does it; an interrupt ends it.
    List<Figure> run() throws InterruptedException;
  }

  /// Does it.
  ///
  /// @param died completes when a process ends that was not to; says which
  /// @param limit after which it is interrupted
  /// @param giveUp stops what it works with, when it has not ended by itself
  static Result of(
      String name, Work work, CompletableFuture<String> died, Duration limit, Runnable giveUp)
      throws InterruptedException {
    return new Attempt(name, work, died).result(limit, giveUp);
  }

  private Result result(Duration limit, Runnable giveUp) throws InterruptedException {
    Result result = awaited(limit);
    return result.failure().isEmpty() ? result : Result.failed(unwound(result.failure(), giveUp));
  }

  /// Ends the thread and what it works with.
  ///
  /// @return the failure, and what of that did not work
  private String unwound(String failure, Runnable giveUp) throws InterruptedException {
    StringBuilder all = new StringBuilder(failure);
    thread.interrupt();
    thread.join(UNWIND);
    try {
      giveUp.run();
    } catch (RuntimeException e) {
      all.append("; what it worked with does not stop: ").append(e);
    }
    thread.join(UNWIND);
    if (thread.isAlive()) {
      all.append("; and it does not end when it is told to");
    }
    return all.toString();
  }

  private Result awaited(Duration limit) throws InterruptedException {
    try {
      over.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (died.isDone()) {
        return Result.failed(died.join());
      }
      return new Result(task.get(), "");
    } catch (TimeoutException e) {
      return Result.failed("not done within " + words(limit));
    } catch (ExecutionException e) {
      e.printStackTrace();
      return Result.failed(death(String.valueOf(e.getCause())));
    }
  }

  private static String words(Duration limit) {
    return limit.toSeconds() > 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }

  /// What died, before what was noticed of it.
  private String death(String noticed) throws InterruptedException {
    try {
      return died.get(NEWS.toMillis(), TimeUnit.MILLISECONDS) + "; noticed by " + noticed;
    } catch (TimeoutException allRun) {
      return noticed;
    } catch (ExecutionException e) {
      throw new IllegalStateException("who watches processes does not fail", e);
    }
  }
}
