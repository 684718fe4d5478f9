package io.fairlead.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
  @Test
  void itShowsValueGoalFloorAndWhetherItIsReached() {
    // Given
    Outcome outcome =
        new Outcome(
            "write",
            "PUT",
            "a hub of its own",
            12.3,
            List.of(
                Figure.of("created", 1600, Unit.PER_SECOND).atLeast(1500).withFloor(2000),
                Figure.of("answered", 120.5, Unit.MILLISECONDS).atMost(100),
                Figure.of("agents", 3, Unit.COUNT)),
            List.of(new ProcessUse("config-api", 4.25, 1.5, 200 * 1024 * 1024)),
            "");
    // When
    String table = Table.of(outcome);
    // Then
    assertThat(table.lines().map(String::stripTrailing))
        .containsExactly(
            "",
            "write: PUT (12 s in all, a hub of its own)",
            "  figure       value        goal     floor  × floor",
            "  created   1,600 /s  ≥ 1,500 /s  2,000 /s     0.80  reached",
            "  answered  120.5 ms  ≤ 100.0 ms                      MISSED",
            "  agents           3",
            "  process        CPU  compilers  peak memory",
            "  config-api  4.25 s     1.50 s    200.0 MiB");
  }

  @Test
  void aBenchmarkThatFailedSaysWhy() {
    // Given
    Outcome outcome =
        new Outcome("write", "PUT", "a hub of its own", 1, List.of(), List.of(), "no disk");
    // When
    String table = Table.of(outcome);
    // Then
    assertThat(table).contains("FAILED: no disk");
    assertThat(outcome.isReached()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0.00485, TIMES, 0.0049 ×",
    "0, TIMES, 0.00 ×",
    "0.123, SECONDS, 0.12 s",
    "12.34, SECONDS, 12.3 s",
    "1234.5, PER_SECOND, '1,235 /s'",
    "7, COUNT, 7",
    "512, BYTES, 512 B",
    "20480, BYTES, 20.0 KiB"
  })
  void numbersAreAsExactAsAPersonNeedsThem(double value, Unit unit, String expected) {
    // When
    String text = Table.number(value, unit);
    // Then
    assertThat(text).isEqualTo(expected);
  }
}
