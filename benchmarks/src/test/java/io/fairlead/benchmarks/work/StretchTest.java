package io.fairlead.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StretchTest {
  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    // Given
    List<Double> figures = List.of(9.0, 1.0, 5.0);
    // When
    double median = Stretch.medianOf(figures);
    // Then
    assertThat(median).isEqualTo(5.0);
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheTwoMiddleOnes() {
    // Given
    List<Double> figures = List.of(9.0, 1.0, 5.0, 2.0);
    // When
    double median = Stretch.medianOf(figures);
    // Then
    assertThat(median).isEqualTo(3.5);
  }
}
