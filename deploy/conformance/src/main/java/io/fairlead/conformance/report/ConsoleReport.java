package io.fairlead.conformance.report;

import io.fairlead.conformance.kit.Outcome;
import io.fairlead.conformance.kit.Result;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/// Tells outcomes to people: a line for each check, more below those that failed, and a last line
/// that counts.
public final class ConsoleReport {
  private static final String INDENT = " ".repeat(12);

  private final PrintStream out;

  public ConsoleReport(PrintStream out) {
    this.out = out;
  }

  /// Tells of one check.
  public void result(Result result) {
    switch (result.outcome()) {
      case Outcome.Passed _ -> line("passed", result);
      case Outcome.NotJudged(String reason) -> {
        line("not judged", result);
        out.println(INDENT + "because " + reason);
      }
      case Outcome.Failed(String expected, String actual, List<String> exchange) -> {
        line("FAILED", result);
        out.println(INDENT + "expected " + expected);
        out.println(INDENT + "actual   " + actual);
        exchange.forEach(said -> out.println(INDENT + "  " + said));
      }
    }
  }

  private void line(String word, Result result) {
    out.printf(Locale.ROOT, "%-11s %-36s %s%n", word, result.check().id(), result.check().rule());
  }

  /// Tells the sum.
  public void summary(List<Result> results) {
    out.printf(
        Locale.ROOT,
        "%d passed, %d failed, %d not judged%n",
        count(results, Outcome.Passed.class),
        count(results, Outcome.Failed.class),
        count(results, Outcome.NotJudged.class));
  }

  private static long count(List<Result> results, Class<? extends Outcome> kind) {
    return results.stream().filter(result -> kind.isInstance(result.outcome())).count();
  }
}
