package io.fairlead.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureTest {
  @ParameterizedTest
  @CsvSource({"1499.9, true", "1500, false", "1600, false", "NaN, true"})
  void whatIsToBeAtLeastThatIsMissedBelowIt(double value, boolean missed) {
    // When
    Figure figure = Figure.of("created", value, Unit.PER_SECOND).atLeast(1500);
    // Then
    assertThat(figure.isMissed()).isEqualTo(missed);
  }

  @ParameterizedTest
  @CsvSource({"99, false", "100, false", "100.1, true", "NaN, true"})
  void whatIsToBeAtMostThatIsMissedAboveIt(double value, boolean missed) {
    // When
    Figure figure = Figure.of("first page", value, Unit.MILLISECONDS).atMost(100);
    // Then
    assertThat(figure.isMissed()).isEqualTo(missed);
  }

  @Test
  void whatOnlyInformsIsNeverMissed() {
    // When
    Figure figure = Figure.of("maximum", Double.NaN, Unit.MILLISECONDS);
    // Then
    assertThat(figure.isMissed()).isFalse();
  }

  @Test
  void itsRatioIsHowManyTimesTheFloorItIs() {
    // When
    Figure figure = Figure.of("stored", 30, Unit.SECONDS).withFloor(12);
    // Then
    assertThat(figure.ratio()).contains(2.5);
  }

  @Test
  void thereIsNoRatioToAFloorOfNothing() {
    // When
    Figure figure = Figure.of("stored", 30, Unit.SECONDS).withFloor(0);
    // Then
    assertThat(figure.ratio()).isEmpty();
  }
}
