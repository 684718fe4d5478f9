package io.fairlead.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private static final Percentage EXACT = Percentage.withPercentage(0.2);

  @Test
  void theyTellMedianP99AndMaximum() {
    // Given
    Latencies latencies = new Latencies();
    // When
    IntStream.rangeClosed(1, 1000)
        .forEach(millis -> latencies.record(Duration.ofMillis(millis).toNanos()));
    // Then
    assertThat(latencies.count()).isEqualTo(1000);
    assertThat(latencies.median()).isCloseTo(500, EXACT);
    assertThat(latencies.p99()).isCloseTo(990, EXACT);
    assertThat(latencies.max()).isCloseTo(1000, EXACT);
  }

  @Test
  void nothingIsNoShortTime() {
    // Given
    Latencies latencies = new Latencies();
    // When
    ThrowingCallable median = latencies::median;
    // Then
    assertThatIllegalStateException().isThrownBy(median).withMessageContaining("there was none");
  }

  @Test
  void whatIsOutOfRangeCountsAsItsEnds() {
    // Given
    Latencies latencies = new Latencies();
    // When
    latencies.record(-5);
    latencies.record(Duration.ofDays(1).toNanos());
    // Then
    assertThat(latencies.median()).isCloseTo(0.001, EXACT);
    assertThat(latencies.max()).isCloseTo(3_600_000, EXACT);
  }
}
