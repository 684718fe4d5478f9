package io.fairlead.conformance.kit;

import io.fairlead.conformance.agent.ExpectationFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Runs checks, a few at a time. One that fails or hangs stops no other.
public final class Runner {
  private static final int AT_ONCE = 8;

  private final Hub hub;
  private final Consumer<Result> listener;

  /// @param listener told of each result as it is there, one at a time
  public Runner(Hub hub, Consumer<Result> listener) {
    this.hub = hub;
    this.listener = listener;
  }

  /// Runs them all.
  ///
  /// @return the results in the checks' order
  /// @throws InterruptedException when told to stop
  public List<Result> run(List<Check> checks) throws InterruptedException {
    try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
        ExecutorService few = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<Future<Result>> begun = new ArrayList<>();
      for (Check check : checks) {
        switch (check.turn()) {
          case FIRST -> begun.add(waiting.submit(() -> told(check)));
          case AMONG_OTHERS -> begun.add(few.submit(() -> told(check)));
          case LAST -> {}
        }
      }
      List<Result> results = new ArrayList<>();
      for (Future<Result> result : begun) {
        results.add(get(result));
      }
      for (Check check : checks) {
        if (check.turn() == Check.Turn.LAST) {
          results.add(told(check));
        }
      }
      results.sort((one, other) -> checks.indexOf(one.check()) - checks.indexOf(other.check()));
      return results;
    }
  }

  private static Result get(Future<Result> result) throws InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check cannot throw", e);
    }
  }

  private Result told(Check check) throws InterruptedException {
    long start = System.nanoTime();
    Outcome outcome = judge(check);
    Result result = new Result(check, outcome, Duration.ofNanos(System.nanoTime() - start));
    synchronized (listener) {
      // What fails because its cluster is being deleted says nothing.
      if (!hub.isClosed()) {
        listener.accept(result);
      }
    }
    return result;
  }

  private Outcome judge(Check check) throws InterruptedException {
    try (Bench bench = new Bench(hub);
        ExecutorService own = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Outcome> outcome = own.submit(() -> judge(check, bench));
      try {
        return outcome.get(check.limit().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        outcome.cancel(true);
        return failed(bench, "an end within " + check.limit().toSeconds() + " s", "none");
      } catch (ExecutionException e) {
        return failed(bench, "a check without a fault of the kit", String.valueOf(e.getCause()));
      }
    }
  }

  private static Outcome judge(Check check, Bench bench) throws Exception {
    try {
      check.judge().judge(bench);
      return new Outcome.Passed();
    } catch (NotJudgedException e) {
      return new Outcome.NotJudged(String.valueOf(e.getMessage()));
    } catch (ExpectationFailedException e) {
      return failed(bench, e.expected(), e.actual());
    }
  }

  private static Outcome failed(Bench bench, String expected, String actual) {
    return new Outcome.Failed(expected, actual, bench.transcript().lines());
  }
}
