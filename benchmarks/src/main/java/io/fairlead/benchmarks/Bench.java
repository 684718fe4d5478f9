package io.fairlead.benchmarks;

import io.fairlead.benchmarks.hub.Hub;
import io.fairlead.benchmarks.hub.ProcessWatch;
import io.fairlead.benchmarks.result.ProcessUse;
import io.fairlead.benchmarks.waiting.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// What one benchmark works with; closed after it, which leaves the hub. Not thread-safe.
public final class Bench implements AutoCloseable {
  /// What measures is to leave the processors to what is measured.
  private static final int EVENT_LOOPS = 1;

  /// Of one processor, all compilers together, below which they rest: some never do under load.
  private static final double REST = 0.10;

  private static final double NANOS = 1e9;
  private static final double PERCENT = 100;

  private final Size size;
  private final Path home;
  private final Path directory;
  private final Consumer<String> progress;
  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS).setUseDaemonThread(true));
  private final HubSlot slot;
  private volatile List<ProcessUse> processes = List.of();

  /// Something that takes a while.
  @FunctionalInterface
  public interface Work<T> {
    /// Does it.
    T get() throws InterruptedException;
  }

  /// @param home the project's root folder
  /// @param directory for all that is kept while it runs
  /// @param slot of its hub
  /// @param progress is told lines for a person
  Bench(Size size, Path home, Path directory, HubSlot slot, Consumer<String> progress) {
    this.size = size;
    this.home = home;
    this.directory = directory;
    this.slot = slot;
    this.progress = progress;
  }

  /// How much work is to be done.
  public Size size() {
    return size;
  }

  /// The project's root folder.
  public Path home() {
    return home;
  }

  /// For what is kept while it runs.
  public Path directory() {
    return directory;
  }

  /// Tells a person how far it is.
  public void say(String line) {
    progress.accept(line);
  }

  /// The network of generators and floors; it ends with the benchmark.
  public Vertx vertx() {
    return vertx;
  }

  /// The hub of this benchmark, which is started when it is first asked for.
  public Hub hub() {
    return slot.hub();
  }

  /// Does what is measured, and takes note of what the processes use meanwhile. Of work that is
  /// done in several parts all counts.
  public <T> T measure(Work<T> work) throws InterruptedException {
    ProcessWatch watch = ProcessWatch.of(hub());
    T done = work.get();
    processes = ProcessUse.sum(processes, watch.use());
    return done;
  }

  /// Goes on with a warm-up until the compilers of the hub's JVMs rest, and of this one: what they
  /// have still to compile would be measured as if it were the work's. Where processors are slow
  /// that takes longer. Not for [Size#QUICK].
  ///
  /// @param round load that does not count, for ten seconds or more
  /// @param most rounds; when they are over it is measured nevertheless, and the table tells what
  ///     compilers took meanwhile
  public void warmUpFurther(int most, Work<?> round) throws InterruptedException {
    double busy = 1;
    for (int number = 0; number < size.of(most, 0) && busy >= REST; number++) {
      ProcessWatch watch = ProcessWatch.of(hub());
      long begin = System.nanoTime();
      var _ = round.get();
      double compilers = watch.use().stream().mapToDouble(ProcessUse::compilerSeconds).sum();
      busy = compilers * NANOS / (System.nanoTime() - begin);
      say("compilers take %.0f %% of a processor".formatted(busy * PERCENT));
    }
  }

  /// Takes note of what processes have used that are not those of [#hub()].
  public void note(ProcessWatch watch) {
    processes = watch.use();
  }

  /// What the processes used during all of [#measure]; empty when there was none.
  List<ProcessUse> processes() {
    return processes;
  }

  @Override
  public void close() {
    Waiting.forEnd(vertx.close());
  }
}
