package io.fairlead.systemtest.hub;

import java.util.List;

/// Reads Prometheus' text form.
final class Prometheus {
  private Prometheus() {}

  /// The sum of a metric over all labels.
  ///
  /// @throws AssertionError when there is no such metric
  static double sum(String text, String metric) {
    return sum(text, metric, "");
  }

  /// The sum of a metric over all labels whose text contains a word.
  ///
  /// @throws AssertionError when there is no such metric
  static double sum(String text, String metric, String word) {
    List<Double> values =
        text.lines()
            .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
            .filter(line -> line.contains(word))
            .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
            .toList();
    if (values.isEmpty()) {
      throw new AssertionError("no metric " + metric + " " + word);
    }
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }
}
