package io.fairlead.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.benchmarks.result.Figure;
import io.fairlead.benchmarks.result.Outcome;
import io.fairlead.benchmarks.result.Unit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir private Path data;
  private final List<Outcome> told = new ArrayList<>();

  @Test
  void theOthersGoOnWhenOneFails() throws InterruptedException {
    // Given
    Benchmark failing =
        new Fake(
            "failing",
            bench -> {
              throw new IllegalStateException("no disk");
            });
    Benchmark good = new Fake("good", RunnerTest::found);
    Runner runner = runner(LONG);
    // When
    List<Outcome> outcomes = runner.run(List.of(new Turn(List.of(failing, good))));
    // Then
    assertThat(outcomes).isEqualTo(told);
    assertThat(outcomes).extracting(Outcome::isReached).containsExactly(false, true);
    assertThat(outcomes.getFirst().failure())
        .startsWith("java.lang.IllegalStateException: no disk")
        .contains("logs are kept below " + data.resolve("shared-failing"));
  }

  @Test
  void theLogsOfOneThatFailedAreKept() throws InterruptedException {
    // Given
    Benchmark failing =
        new Fake(
            "failing",
            bench -> {
              write(bench.directory().resolve("gateway.log"));
              write(bench.directory().resolve("table.sst"));
              throw new IllegalStateException("no disk");
            });
    Runner runner = runner(LONG);
    // When
    runner.run(List.of(new Turn(List.of(failing))));
    // Then
    Path kept = data.resolve("failing").resolve("failing");
    assertThat(kept).isDirectoryContaining("glob:**/gateway.log");
    assertThat(kept).isDirectoryNotContaining("glob:**/table.sst");
  }

  @Test
  void nothingOfOneThatWasCarriedOutIsKept() throws InterruptedException {
    // Given
    Benchmark good =
        new Fake(
            "good",
            bench -> {
              write(bench.directory().resolve("gateway.log"));
              return found(bench);
            });
    Runner runner = runner(LONG);
    // When
    runner.run(List.of(new Turn(List.of(good))));
    // Then
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void nothingIsBegunWhenTheTimeForAllIsOver() throws InterruptedException {
    // Given
    Benchmark good = new Fake("good", RunnerTest::found);
    Runner runner = runner(Duration.ofSeconds(1));
    // When
    List<Outcome> outcomes = runner.run(List.of(new Turn(List.of(good))));
    // Then
    assertThat(outcomes.getFirst().failure()).startsWith("not begun: all may take 1 s");
  }

  private Runner runner(Duration whole) {
    return new Runner(Size.QUICK, data, data, whole, new Runner.Reporter(line -> {}, told::add));
  }

  private static List<Figure> found(Bench bench) {
    return List.of(Figure.of(bench.size().name(), 1, Unit.COUNT).atLeast(1));
  }

  private static void write(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "said");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Work {
    List<Figure> run(Bench bench) throws InterruptedException;
  }

  /// A benchmark that asks for no hub.
  private record Fake(String name, Work does) implements Benchmark {
    @Override
    public String work(Size size) {
      return "nothing";
    }

    @Override
    public List<Figure> run(Bench bench) throws InterruptedException {
      return does.run(bench);
    }
  }
}
