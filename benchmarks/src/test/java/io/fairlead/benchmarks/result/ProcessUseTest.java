package io.fairlead.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessUseTest {
  @Test
  void whatIsDoneInTwoPartsTakesTheTimeOfBothAndTheMemoryOfTheLarger() {
    // Given
    List<ProcessUse> first = List.of(new ProcessUse("kafka", 1.5, 0.5, 70));
    List<ProcessUse> second =
        List.of(new ProcessUse("kafka", 2, 0.25, 60), new ProcessUse("postgres", 3, 0, 80));
    // When
    List<ProcessUse> both = ProcessUse.sum(first, second);
    // Then
    assertThat(both)
        .containsExactly(
            new ProcessUse("kafka", 3.5, 0.75, 70), new ProcessUse("postgres", 3, 0, 80));
  }
}
