package io.fairlead.benchmarks.work;

import io.fairlead.benchmarks.result.Latencies;
import java.util.List;

/// How soon the changes of a stretch were where they belong.
///
/// @param latencies from when each was due to when its agent had stored it
/// @param changed from when each was due to when the API wrote it
/// @param delivered from then to when its agent had stored it
record Stretch(Latencies latencies, Latencies changed, Latencies delivered) {
  double p99() {
    return latencies.p99();
  }

  /// How many times the shortest p99 the longest is: what the machine does by itself.
  ///
  /// @param same stretches of the same kind, at least one
  static double spread(List<Stretch> same) {
    return same.stream().mapToDouble(Stretch::p99).max().orElseThrow()
        / same.stream().mapToDouble(Stretch::p99).min().orElseThrow();
  }

  /// The middle one of some figures, or between the two middle ones.
  ///
  /// @param figures at least one
  static double medianOf(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
