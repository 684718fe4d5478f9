package io.fairlead.benchmarks.piece;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Has JMH measure methods of this package, each in a JVM of its own.
///
/// @param directory for its output (`jmh.txt`) and what the JVMs keep meanwhile; made where missing
/// @param jvmFlags of those JVMs
/// @param pace how long it measures
public record JmhRun(Path directory, List<String> jvmFlags, Pace pace) {
  /// JMH's name of the memory that an operation takes.
  private static final String BYTES = "gc.alloc.rate.norm";

  private static final int LINES_OF_FAILURE = 25;

  /// An iteration that takes longer has come to a halt.
  private static final TimeValue PATIENCE = TimeValue.seconds(60);

  /// How long each method is measured.
  ///
  /// @param warmUps so many iterations that do not count
  /// @param iterations so many that do
  /// @param each how long one takes
  public record Pace(int warmUps, int iterations, Duration each) {}

  /// Copies the flags.
  public JmhRun {
    jvmFlags = List.copyOf(jvmFlags);
  }

  /// Measures everything that [Pieces] needs.
  ///
  /// @param only the one value of each parameter that is measured; all values of one that is not
  ///     named
  /// @throws IllegalStateException when JMH cannot; with what it said last
  public List<Measured> measure(Map<String, String> only) {
    Path output = directory.resolve("jmh.txt");
    try {
      Files.createDirectories(directory);
      return new Runner(options(output, only).build())
          .run().stream().map(JmhRun::measured).toList();
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH: " + e.getMessage() + "\n" + end(output), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write below " + directory, e);
    }
  }

  private ChainedOptionsBuilder options(Path output, Map<String, String> only) {
    TimeValue each = TimeValue.milliseconds(pace.each().toMillis());
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.MICROSECONDS)
            .forks(1)
            .warmupIterations(pace.warmUps())
            .warmupTime(each)
            .measurementIterations(pace.iterations())
            .measurementTime(each)
            .timeout(PATIENCE)
            .jvmArgs(jvmFlags.toArray(String[]::new))
            .jvmArgsAppend("-Djava.io.tmpdir=" + directory)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .output(output.toString());
    Pieces.methods().forEach(method -> options.include(pattern(method)));
    only.forEach(options::param);
    return options;
  }

  private static String pattern(String method) {
    return "^" + (JmhRun.class.getPackageName() + "." + method).replace(".", "\\.") + "$";
  }

  private static Measured measured(RunResult result) {
    BenchmarkParams params = result.getParams();
    Result<?> time = result.getPrimaryResult();
    return new Measured(
        params.getBenchmark().substring(JmhRun.class.getPackageName().length() + 1),
        params.getParamsKeys().stream().map(params::getParam).findFirst().orElse(""),
        time.getScore(),
        time.getScoreError(),
        Objects.requireNonNull(result.getSecondaryResults().get(BYTES), BYTES).getScore());
  }

  private static String end(Path output) {
    try {
      List<String> lines = Files.readAllLines(output);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LINES_OF_FAILURE), lines.size()));
    } catch (IOException e) {
      return "(no output: " + e + ")";
    }
  }
}
