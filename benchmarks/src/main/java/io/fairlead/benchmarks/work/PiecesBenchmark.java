package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.Bench;
import io.fairlead.benchmarks.Benchmark;
import io.fairlead.benchmarks.Sharing;
import io.fairlead.benchmarks.Size;
import io.fairlead.benchmarks.piece.JmhRun;
import io.fairlead.benchmarks.piece.Pieces;
import io.fairlead.benchmarks.result.Figure;
import io.fairlead.local.Jit;
import io.fairlead.local.ServiceProgram;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// How long the hot pieces of the services take alone, and what memory. They have no goals: they
/// tell which piece it was when another benchmark became slower.
public final class PiecesBenchmark implements Benchmark {
  @Override
  public String name() {
    return "pieces";
  }

  @Override
  public String work(Size size) {
    JmhRun.Pace pace = pace(size);
    return "set digest, frames, policies and sealing by JMH, a JVM for each with the flags of the services and the whole compiler, %d × %d ms after %d × %d ms of warm-up"
        .formatted(
            pace.iterations(), pace.each().toMillis(), pace.warmUps(), pace.each().toMillis());
  }

  private static JmhRun.Pace pace(Size size) {
    return size.of(
        new JmhRun.Pace(3, 5, Duration.ofSeconds(1)),
        new JmhRun.Pace(1, 2, Duration.ofMillis(400)));
  }

  @Override
  public Sharing sharing() {
    return Sharing.NO_HUB;
  }

  @Override
  public List<Figure> run(Bench bench) {
    List<String> flags =
        Stream.of(
                ServiceProgram.built(bench.home(), ServiceProgram.GATEWAY).jvmFlags(),
                Jit.FULL.flags())
            .flatMap(List::stream)
            .toList();
    bench.say("measuring; JMH writes into " + bench.directory());
    return Pieces.figures(
        new JmhRun(bench.directory(), flags, pace(bench.size()))
            .measure(bench.size().of(Map.of(), Pieces.USUAL)));
  }
}
