package io.fairlead.store.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  private final AtomicLong now = new AtomicLong();

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 1, Long.MIN_VALUE})
  void theFirstFewFollowAtOnce(long begin) {
    // Given
    now.set(begin);
    Pace pace = new Pace(now::get);

    // When
    Stream<Duration> waits = Stream.generate(() -> pace.after(1)).limit(Pace.AT_ONCE);

    // Then
    assertThat(waits).containsOnly(Duration.ZERO);
  }

  @Test
  void thenOneComesAfterEachInterval() {
    // Given
    Pace pace = used();

    // When
    Duration wait = pace.after(1);
    now.addAndGet(wait.toNanos());
    Duration next = pace.after(Pace.LARGE - 1);

    // Then
    assertThat(wait).isEqualTo(Pace.INTERVAL);
    assertThat(next).isEqualTo(Pace.INTERVAL);
  }

  @Test
  void aLargeOneNeitherWaitsNorCounts() {
    // Given
    Pace pace = used();

    // When
    Duration wait = pace.after(Pace.LARGE);

    // Then
    assertThat(wait).isZero();
    assertThat(pace.after(1)).isEqualTo(Pace.INTERVAL);
  }

  @Test
  void afterARestTheyFollowAtOnceAgain() {
    // Given
    Pace pace = used();
    now.addAndGet(Pace.INTERVAL.multipliedBy(Pace.AT_ONCE).toNanos());

    // When
    Stream<Duration> waits = Stream.generate(() -> pace.after(1)).limit(Pace.AT_ONCE + 1);

    // Then
    assertThat(waits).endsWith(Duration.ZERO, Pace.INTERVAL);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 999_999, 1_000_000, 1_000_001, 49_000_001})
  void waitsForWholeMilliseconds(long left) {
    // Given
    Pace pace = used();
    now.addAndGet(Pace.INTERVAL.toNanos() - left);

    // When
    Duration wait = pace.after(1);

    // Then
    assertThat(wait).isEqualTo(Duration.ofMillis(left / 1_000_000));
  }

  private Pace used() {
    Pace pace = new Pace(now::get);
    for (int batch = 0; batch < Pace.AT_ONCE; batch++) {
      var _ = pace.after(1);
    }
    return pace;
  }
}
