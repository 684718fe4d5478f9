package io.fairlead.conformance;

import io.fairlead.conformance.agent.Json;
import io.fairlead.conformance.checks.Checks;
import io.fairlead.conformance.kit.Check;
import io.fairlead.conformance.kit.Outcome;
import io.fairlead.conformance.kit.Result;
import io.fairlead.conformance.report.ConsoleReport;
import io.fairlead.conformance.report.JsonReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The command behind `./fairlead conformance`.
public final class ConformanceMain {
  static final int KEPT = 0;
  static final int BROKEN = 1;
  static final int WRONG_USAGE = 2;
  static final int UNREACHABLE = 3;

  private ConformanceMain() {}

  /// Judges a gateway and ends with 0, 1 when a check failed, 2 for wrong usage, or 3 when the
  /// gateway or the API cannot be used.
  ///
  /// @param arguments `--gateway URL --api URL --token FILE [--only SECTION-or-NAME] [--json FILE]`
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream errors) {
    try {
      Options options = Options.parse(arguments);
      List<Check> checks = checks(options.only());
      String token = token(options.token());
      requireWritable(options.json());
      return judge(options, checks, token, out);
    } catch (UsageException e) {
      errors.println("conformance: " + e.getMessage());
      return WRONG_USAGE;
    } catch (UnreachableException e) {
      errors.println("conformance: " + e.getMessage());
      return UNREACHABLE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return BROKEN;
    }
  }

  private static int judge(Options options, List<Check> checks, String token, PrintStream out)
      throws InterruptedException {
    ConsoleReport report = new ConsoleReport(out);
    List<Result> results;
    try (Conformance conformance = Conformance.with(options.gateway(), options.api(), token)) {
      // Ctrl-C leaves nothing behind either.
      Runtime.getRuntime().addShutdownHook(new Thread(conformance::close, "clean-up"));
      results = conformance.judge(checks, report::result);
    }
    report.summary(results);
    options.json().ifPresent(file -> write(file, results));
    return results.stream().anyMatch(result -> result.outcome() instanceof Outcome.Failed)
        ? BROKEN
        : KEPT;
  }

  private static List<Check> checks(Optional<String> only) {
    if (only.isEmpty()) {
      return Checks.all();
    }
    List<Check> meant = Checks.meantBy(only.get());
    if (meant.isEmpty()) {
      String sections =
          Checks.all().stream().map(Check::section).distinct().collect(Collectors.joining(", "));
      throw new UsageException(
          "--only " + only.get() + ": names no check; the sections are " + sections);
    }
    return meant;
  }

  private static String token(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UsageException("--token " + file + ": cannot be read: " + e);
    }
  }

  /// Better said before the run than after it.
  private static void requireWritable(Optional<Path> json) {
    json.ifPresent(file -> write(file, List.of()));
  }

  private static void write(Path file, List<Result> results) {
    try {
      Files.writeString(file, Json.write(JsonReport.of(results)) + System.lineSeparator());
    } catch (IOException e) {
      throw new UsageException("--json " + file + ": cannot be written: " + e);
    }
  }
}
