package io.fairlead.benchmarks;

import io.fairlead.benchmarks.work.BacklogBenchmark;
import io.fairlead.benchmarks.work.FairBenchmark;
import io.fairlead.benchmarks.work.FanoutBenchmark;
import io.fairlead.benchmarks.work.IdleBenchmark;
import io.fairlead.benchmarks.work.ListBenchmark;
import io.fairlead.benchmarks.work.PiecesBenchmark;
import io.fairlead.benchmarks.work.PropagateBenchmark;
import io.fairlead.benchmarks.work.RestartBenchmark;
import io.fairlead.benchmarks.work.StartBenchmark;
import io.fairlead.benchmarks.work.StatusBenchmark;
import io.fairlead.benchmarks.work.StormBenchmark;
import io.fairlead.benchmarks.work.WriteBenchmark;
import java.util.List;
import java.util.Optional;

/// All that is measured, in the order of `./fairlead bench all`.
final class Benchmarks {
  private static final List<Benchmark> ALL =
      List.of(
          new WriteBenchmark(),
          new ListBenchmark(),
          new PropagateBenchmark(),
          new StormBenchmark(),
          new BacklogBenchmark(),
          new StatusBenchmark(),
          new IdleBenchmark(),
          new RestartBenchmark(),
          new StartBenchmark(),
          new FairBenchmark(),
          // After the others that may share its hub: it leaves most behind.
          new FanoutBenchmark(),
          new PiecesBenchmark());

  private Benchmarks() {}

  static List<Benchmark> all() {
    return ALL;
  }

  static Optional<Benchmark> named(String name) {
    return ALL.stream().filter(benchmark -> benchmark.name().equals(name)).findFirst();
  }

  static List<String> names() {
    return ALL.stream().map(Benchmark::name).toList();
  }
}
