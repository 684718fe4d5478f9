package io.fairlead.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.benchmarks.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedFloorTest {
  private static final List<Duration> TAKEN =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(9),
          Duration.ofSeconds(4),
          Duration.ofSeconds(6));

  private final List<Integer> times = new ArrayList<>();

  @Test
  void theMiddleOfThreeCountsAfterOneThatDoesNot() throws InterruptedException {
    // When
    Duration middle = RepeatedFloor.middle(Size.FULL, this::run);

    // Then
    assertThat(middle).isEqualTo(Duration.ofSeconds(6));
    assertThat(times).containsExactly(0, 1, 2, 3);
  }

  @Test
  void aQuickOneCountsTheSecond() throws InterruptedException {
    // When
    Duration middle = RepeatedFloor.middle(Size.QUICK, this::run);

    // Then
    assertThat(middle).isEqualTo(Duration.ofSeconds(9));
    assertThat(times).containsExactly(0, 1);
  }

  private Duration run(int time) {
    times.add(time);
    return TAKEN.get(time);
  }
}
