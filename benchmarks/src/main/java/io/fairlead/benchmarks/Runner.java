package io.fairlead.benchmarks;

import io.fairlead.benchmarks.result.Figure;
import io.fairlead.benchmarks.result.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs benchmarks one after another. One that fails takes its hub with it; the others go on with
/// another. Not thread-safe.
final class Runner {
  private static final double NANOS = 1e9;

  /// With less left nothing is begun.
  private static final Duration LEAST = Duration.ofSeconds(10);

  private static final Duration KILLED = Duration.ofSeconds(5);

  private final Size size;
  private final Path home;
  private final Path data;
  private final Duration whole;
  private final Reporter reporter;
  private final long begin = System.nanoTime();
  private final List<Outcome> outcomes = new ArrayList<>();

  /// Who is told how it goes.
  ///
  /// @param progress takes lines for a person
  /// @param ended takes each outcome as soon as there is one
  record Reporter(Consumer<String> progress, Consumer<Outcome> ended) {}

  /// @param home the project's root folder
  /// @param data the folder for what is kept meanwhile
  /// @param whole how long all of it may take
  Runner(Size size, Path home, Path data, Duration whole, Reporter reporter) {
    this.size = size;
    this.home = home;
    this.data = data;
    this.whole = whole;
    this.reporter = reporter;
  }

  /// Runs them.
  ///
  /// @return an outcome for each, in the order in which they ran
  List<Outcome> run(List<Turn> turns) throws InterruptedException {
    for (Turn turn : turns) {
      run(turn);
    }
    return List.copyOf(outcomes);
  }

  /// How long it has taken so far.
  Duration taken() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private void run(Turn turn) throws InterruptedException {
    DataFolder folder = new DataFolder(data.resolve(turn.folder()));
    folder.delete();
    boolean failed = false;
    int hubs = 0;
    @Nullable HubSlot slot = null;
    for (Benchmark benchmark : turn.benchmarks()) {
      if (slot == null) {
        hubs++;
        slot = new HubSlot(home, folder.path().resolve("hub-" + hubs), benchmark.gateway(size));
      }
      boolean isLast = benchmark == turn.benchmarks().getLast();
      // Nothing of one that was given up is used again.
      if (!run(benchmark, turn, folder, slot, isLast)) {
        failed = true;
        slot = null;
      }
    }
    if (failed) {
      folder.keepLogs();
    } else {
      folder.delete();
    }
  }

  /// @return whether it was carried out
  private boolean run(
      Benchmark benchmark, Turn turn, DataFolder folder, HubSlot slot, boolean isLast)
      throws InterruptedException {
    long start = System.nanoTime();
    reporter.progress().accept(benchmark.name() + ": " + benchmark.work(size));
    Bench bench =
        new Bench(
            size,
            home,
            folder.path().resolve(benchmark.name()),
            slot,
            line -> reporter.progress().accept("  " + line));
    Attempt.Result result = attempt(benchmark, bench, slot, isLast);
    boolean isDone = result.failure().isEmpty();
    Outcome outcome =
        new Outcome(
            benchmark.name(),
            benchmark.work(size),
            turn.hub(),
            (System.nanoTime() - start) / NANOS,
            result.figures(),
            bench.processes(),
            isDone ? "" : result.failure() + " (logs are kept below " + folder.path() + ")");
    outcomes.add(outcome);
    reporter.ended().accept(outcome);
    return isDone;
  }

  private Attempt.Result attempt(Benchmark benchmark, Bench bench, HubSlot slot, boolean isLast)
      throws InterruptedException {
    Duration left = whole.minus(taken());
    Duration limit = benchmark.limit(size);
    if (left.compareTo(LEAST) < 0) {
      bench.close();
      giveUp(slot);
      return Attempt.Result.failed("not begun: all may take " + whole.toSeconds() + " s");
    }
    return Attempt.of(
        benchmark.name(),
        () -> figures(benchmark, bench, slot, isLast),
        slot.guard().first(),
        left.compareTo(limit) < 0 ? left : limit,
        () -> giveUp(slot));
  }

  private static List<Figure> figures(
      Benchmark benchmark, Bench bench, HubSlot slot, boolean isLast) throws InterruptedException {
    try (bench) {
      slot.settle();
      return benchmark.run(bench);
    } finally {
      if (isLast) {
        slot.close();
      }
    }
  }

  /// Everything that this process started belongs to what has failed.
  private static void giveUp(HubSlot slot) {
    try {
      slot.close();
    } finally {
      List<ProcessHandle> left = ProcessHandle.current().descendants().toList();
      left.forEach(ProcessHandle::destroyForcibly);
      // What they have open could not be deleted.
      CompletableFuture.allOf(
              left.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .orTimeout(KILLED.toSeconds(), TimeUnit.SECONDS)
          .join();
    }
  }
}
