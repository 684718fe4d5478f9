package io.fairlead.local;

import io.fairlead.embedded.StartException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// All parts of one stack, each supervised: starts and ends several at the same time, and gives up
/// what is starting when told to stop. Thread-safe.
final class Crew {
  private static final Duration INTERRUPTED_START = Duration.ofSeconds(2);

  private final Progress progress;
  private final Consumer<String> giveUp;
  private final Map<String, Supervised> parts = new ConcurrentHashMap<>();
  private final ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor();

  /// Of nobody yet.
  ///
  /// @param giveUp told the reason, one line, when a part died too often
  Crew(Progress progress, Consumer<String> giveUp) {
    this.progress = progress;
    this.giveUp = giveUp;
  }

  /// The names of all parts that were started.
  List<String> names() {
    return List.copyOf(parts.keySet());
  }

  /// The part of that name.
  Supervised find(String name) {
    Supervised part = parts.get(name);
    if (part == null) {
      throw new IllegalArgumentException("no part " + name + "; there are " + parts.keySet());
    }
    return part;
  }

  /// Whether every part served when last looked at and still runs.
  boolean allServe() {
    return parts.values().stream().allMatch(Supervised::isServing);
  }

  /// Starts them at the same time and returns when all of them serve.
  ///
  /// @throws StartException when one does not come up, or [#giveUpStarting()] is called meanwhile
  void start(List<? extends Part> starting) {
    var outcomes = new ArrayList<Future<?>>();
    for (Part part : starting) {
      var supervised = new Supervised(part, progress, Clock.systemUTC(), giveUp);
      parts.put(part.name(), supervised);
      outcomes.add(submit(Executors.callable(supervised::begin)));
    }
    outcomes.forEach(Crew::outcome);
  }

  /// Runs a part of the start that [#giveUpStarting()] may interrupt.
  ///
  /// @throws StartException when that fails
  <T> T run(Callable<T> step) {
    return outcome(submit(step));
  }

  /// Interrupts whatever is starting and starts nothing from then on.
  void giveUpStarting() throws InterruptedException {
    starters.shutdownNow();
    if (!starters.awaitTermination(INTERRUPTED_START.toMillis(), TimeUnit.MILLISECONDS)) {
      progress.say("a part that was starting does not stop; it ends with this process");
    }
  }

  /// Ends them at the same time, each by force after the grace. Those that were never started are
  /// ignored.
  void end(List<String> names, Duration grace) throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (String name : names) {
      Supervised part = parts.get(name);
      if (part != null) {
        threads.add(Thread.ofVirtual().name("end-" + name).start(() -> end(part, grace)));
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void end(Supervised part, Duration grace) {
    try {
      part.end(grace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> Future<T> submit(Callable<T> step) {
    try {
      return starters.submit(step);
    } catch (RejectedExecutionException e) {
      throw new StartException("told to stop while starting", e);
    }
  }

  private static <T> T outcome(Future<T> step) {
    try {
      return step.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StartException expected
          ? expected
          : new StartException("cannot start: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while starting", e);
    }
  }
}
