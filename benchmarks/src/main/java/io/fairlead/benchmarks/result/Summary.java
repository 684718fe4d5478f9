package io.fairlead.benchmarks.result;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How several benchmarks fared, as a person reads it.
public final class Summary {
  private static final List<String> HEAD = List.of("benchmark", "took", "", "with");
  private static final double MILLIS = 1_000;

  private Summary() {}

  /// A line for each, with a line break at its end.
  ///
  /// @param taken by all of them together
  public static String of(List<Outcome> outcomes, Duration taken) {
    List<List<String>> rows = new ArrayList<>();
    outcomes.forEach(outcome -> rows.add(row(outcome)));
    rows.add(List.of("all", seconds(taken.toMillis() / MILLIS), "", ""));
    return System.lineSeparator() + Table.rows(HEAD, rows);
  }

  private static List<String> row(Outcome outcome) {
    String fared =
        !outcome.failure().isEmpty() ? "FAILED" : outcome.isReached() ? "reached" : "MISSED";
    return List.of(outcome.benchmark(), seconds(outcome.seconds()), fared, outcome.hub());
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.0f s", seconds);
  }
}
