package io.fairlead.benchmarks;

import io.fairlead.benchmarks.work.FairBenchmark;
import io.fairlead.benchmarks.work.FanoutBenchmark;
import io.fairlead.benchmarks.work.PropagateBenchmark;
import io.fairlead.benchmarks.work.StatusBenchmark;
import io.fairlead.benchmarks.work.WriteBenchmark;
import java.util.List;
import java.util.Optional;

/// All that is measured, in the order of `./fairlead bench all`.
final class Benchmarks {
  private static final List<Benchmark> ALL =
      List.of(
          new WriteBenchmark(),
          new FanoutBenchmark(),
          new PropagateBenchmark(),
          new StatusBenchmark(),
          new FairBenchmark());

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
