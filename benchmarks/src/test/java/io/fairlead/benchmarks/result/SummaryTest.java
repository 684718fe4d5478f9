package io.fairlead.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void saysHowLongEachTookAndHowItFared() {
    // Given
    List<Outcome> outcomes =
        List.of(
            outcome("write", 61.2, List.of(), ""),
            outcome("fair", 30, List.of(Figure.of("longer by", 30, Unit.PERCENT).atMost(20)), ""),
            outcome("storm", 180, List.of(), "not done within 180 s"));
    // When
    String summary = Summary.of(outcomes, Duration.ofSeconds(275));
    // Then
    assertThat(summary.lines().map(String::strip))
        .anyMatch(line -> line.matches("write +61 s +reached +a hub of its own"))
        .anyMatch(line -> line.matches("fair +30 s +MISSED +a hub of its own"))
        .anyMatch(line -> line.matches("storm +180 s +FAILED +a hub of its own"))
        .anyMatch(line -> line.matches("all +275 s"));
  }

  private static Outcome outcome(
      String name, double seconds, List<Figure> figures, String failure) {
    return new Outcome(name, "work", "a hub of its own", seconds, figures, List.of(), failure);
  }
}
