package io.fairlead.benchmarks;

import io.fairlead.benchmarks.result.Figure;
import io.fairlead.benchmarks.result.Outcome;
import io.fairlead.benchmarks.result.ResultFile;
import io.fairlead.benchmarks.result.Table;
import io.fairlead.embedded.StartException;
import io.fairlead.local.ServiceProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// The command behind `./fairlead bench`: runs benchmarks one after another, each with a hub of its
/// own, and prints a table for each and the path of a file with all figures.
public final class BenchMain {
  private static final int MISSED = 1;
  private static final int WRONG_USE = 2;
  private static final double NANOS = 1e9;

  /// Kept here, or the level set on it could be lost with it.
  private static final Logger ROOT = Logger.getLogger("");

  private BenchMain() {}

  /// Exit code 0: all goals reached; 1: one was missed, or a benchmark could not be carried out; 2:
  /// wrong usage.
  ///
  /// @param arguments what [BenchOptions#parse] takes
  public static void main(String[] arguments) {
    ROOT.setLevel(Level.WARNING);
    Path home = Path.of(System.getProperty("fairlead.home", "")).toAbsolutePath();
    System.exit(run(List.of(arguments), home));
  }

  private static int run(List<String> arguments, Path home) {
    BenchOptions options;
    try {
      options = BenchOptions.parse(arguments);
      for (String service :
          List.of(ServiceProgram.API, ServiceProgram.GATEWAY, ServiceProgram.ENGINE)) {
        ServiceProgram.built(home, service).requireBuilt();
      }
    } catch (StartException e) {
      System.err.println("fairlead: " + e.reason());
      return WRONG_USE;
    }
    Instant begun = Instant.now();
    Path folder = home.resolve("target").resolve("bench");
    List<Outcome> outcomes = new ArrayList<>();
    for (Benchmark benchmark : options.benchmarks()) {
      System.err.println(benchmark.name() + ": " + benchmark.work(options.size()));
      Outcome outcome = outcome(benchmark, options.size(), home, folder.resolve("data"));
      System.out.print(Table.of(outcome));
      outcomes.add(outcome);
    }
    boolean quick = options.size() == Size.QUICK;
    System.out.println();
    System.out.println(ResultFile.write(folder, options.asked(), quick, begun, outcomes));
    return outcomes.stream().allMatch(Outcome::isReached) ? 0 : MISSED;
  }

  private static Outcome outcome(Benchmark benchmark, Size size, Path home, Path data) {
    long start = System.nanoTime();
    List<Figure> figures = List.of();
    String failure = "";
    Path directory = data.resolve(benchmark.name());
    delete(directory);
    Bench bench = new Bench(size, home, directory, line -> System.err.println("  " + line));
    // Ends with this JVM too, however that ends: the hub's processes watch it.
    try (bench) {
      figures = benchmark.run(bench);
    } catch (RuntimeException e) {
      failure = e.toString();
      e.printStackTrace();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = "interrupted";
    }
    delete(directory);
    return new Outcome(
        benchmark.name(),
        benchmark.work(size),
        (System.nanoTime() - start) / NANOS,
        figures,
        bench.processes(),
        failure);
  }

  /// What is kept while a benchmark runs is of no use after it, and may be gigabytes.
  private static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + directory, e);
    }
  }
}
