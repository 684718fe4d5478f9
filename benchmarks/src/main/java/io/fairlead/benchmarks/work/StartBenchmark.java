package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.Bench;
import io.fairlead.benchmarks.Benchmark;
import io.fairlead.benchmarks.Sharing;
import io.fairlead.benchmarks.Size;
import io.fairlead.benchmarks.floor.ServersFloor;
import io.fairlead.benchmarks.hub.ProcessWatch;
import io.fairlead.benchmarks.hub.UpProcess;
import io.fairlead.benchmarks.result.Figure;
import io.fairlead.benchmarks.result.Latencies;
import io.fairlead.benchmarks.result.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How long a user waits for `./fairlead up`, the first time and the next.
///
/// Its floor is PostgreSQL and Kafka alone, from the same binaries.
public final class StartBenchmark implements Benchmark {
  private static final double GOAL_SECONDS = 15;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final double MILLIS = 1_000;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String work(Size size) {
    return ("./fairlead up, from its start to its line \"ready api=\": in an empty data directory,"
            + " and in the same once more, %d times each; the tree is built, 3 simulated clusters,"
            + " no warm-up")
        .formatted(rounds(size));
  }

  private static int rounds(Size size) {
    return size.of(3, 1);
  }

  /// @param parts of the last one, as [UpProcess#parts] has them
  private record Start(
      Latencies ready, Latencies stopped, Latencies floor, Map<String, Double> parts) {
    Start() {
      this(new Latencies(), new Latencies(), new Latencies(), new TreeMap<>());
    }

    List<Figure> figures(String which) {
      List<Figure> figures = new ArrayList<>(total(which));
      parts.forEach(
          (part, seconds) -> figures.add(Figure.of(which + ": " + part, seconds, Unit.SECONDS)));
      return figures;
    }

    private List<Figure> total(String which) {
      return List.of(
          Figure.of(which + ": ready, median", ready.median() / MILLIS, Unit.SECONDS)
              .atMost(GOAL_SECONDS)
              .withFloor(floor.median() / MILLIS),
          Figure.of(which + ": ready, maximum", ready.max() / MILLIS, Unit.SECONDS)
              .atMost(GOAL_SECONDS),
          Figure.of(which + ": stopped, median", stopped.median() / MILLIS, Unit.SECONDS));
    }
  }

  @Override
  public Sharing sharing() {
    return Sharing.NO_HUB;
  }

  @Override
  public List<Figure> run(Bench bench) throws InterruptedException {
    Start first = new Start();
    Start next = new Start();
    double cpuSeconds = 0;
    for (int round = 0; round < rounds(bench.size()); round++) {
      Path data = bench.directory().resolve("up-" + round);
      Path bare = bench.directory().resolve("bare-" + round);
      bench.say("floor: PostgreSQL and Kafka alone");
      first.floor().record(ServersFloor.start(bare).toNanos());
      next.floor().record(ServersFloor.start(bare).toNanos());
      bench.say("first start");
      cpuSeconds += measure(bench, data, first);
      bench.say("second start");
      double _ = measure(bench, data, next);
    }
    List<Figure> figures = new ArrayList<>(first.figures("first start"));
    figures.addAll(next.figures("second start"));
    figures.add(
        Figure.of(
            "first start: CPU until ready, all processes",
            cpuSeconds / rounds(bench.size()),
            Unit.SECONDS));
    return figures;
  }

  /// @return the CPU seconds that it took until it was ready
  private static double measure(Bench bench, Path data, Start start) throws InterruptedException {
    try (UpProcess up = UpProcess.start(bench.home(), data)) {
      start.ready().record(up.ready(LIMIT).toNanos());
      double cpuSeconds =
          ProcessWatch.sinceStart(Map.of("up", up.pid())).use().getFirst().cpuSeconds();
      bench.note(ProcessWatch.sinceStart(up.processes()));
      start.parts().putAll(up.parts());
      start.stopped().record(up.stop().toNanos());
      return cpuSeconds;
    }
  }
}
