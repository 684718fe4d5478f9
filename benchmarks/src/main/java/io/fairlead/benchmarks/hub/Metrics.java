package io.fairlead.benchmarks.hub;

import java.util.List;

/// What a service says of itself in Prometheus' text form.
///
/// @param text all of it
public record Metrics(String text) {
  /// The sum of a metric over all labels.
  ///
  /// @throws IllegalStateException when there is no such metric
  public double sum(String metric) {
    return sum(metric, "");
  }

  /// The sum of a metric over all labels whose line contains a word.
  ///
  /// @throws IllegalStateException when there is no such metric
  public double sum(String metric, String word) {
    List<Double> values =
        text.lines()
            .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
            .filter(line -> line.contains(word))
            .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
            .toList();
    if (values.isEmpty()) {
      throw new IllegalStateException("no metric " + metric + " " + word);
    }
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }
}
