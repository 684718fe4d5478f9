package io.fairlead.store.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  private static final Pace.Limits LIMITS =
      new Pace.Limits(10, Duration.ofMillis(100), 20, Duration.ofMillis(400), 200);

  private final AtomicLong now = new AtomicLong();

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 1, Long.MIN_VALUE})
  void theFirstFewFollowAtOnce(long begin) {
    // Given
    now.set(begin);
    Pace pace = new Pace(LIMITS, now::get);

    // When
    Stream<Duration> waits = Stream.generate(() -> pace.after(1)).limit(LIMITS.atOnce());

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
    Duration next = pace.after(LIMITS.few());

    // Then
    assertThat(wait).isEqualTo(LIMITS.interval());
    assertThat(next).isEqualTo(LIMITS.interval());
  }

  @ParameterizedTest
  @CsvSource({"21, 105", "40, 200", "80, 400", "81, 400", "199, 400"})
  void theIntervalGrowsWithWhatABatchHad(int size, long expected) {
    // Given
    Pace pace = used();

    // When
    Duration wait = pace.after(size);

    // Then
    assertThat(wait).isEqualTo(Duration.ofMillis(expected));
  }

  @Test
  void aLargeOneNeitherWaitsNorCounts() {
    // Given
    Pace pace = used();

    // When
    Duration wait = pace.after(LIMITS.large());

    // Then
    assertThat(wait).isZero();
    assertThat(pace.after(1)).isEqualTo(LIMITS.interval());
  }

  @Test
  void afterARestTheyFollowAtOnceAgain() {
    // Given
    Pace pace = used();
    now.addAndGet(LIMITS.interval().multipliedBy(LIMITS.atOnce()).toNanos());

    // When
    Stream<Duration> waits = Stream.generate(() -> pace.after(1)).limit(LIMITS.atOnce() + 1);

    // Then
    assertThat(waits).endsWith(Duration.ZERO, LIMITS.interval());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 999_999, 1_000_000, 1_000_001, 49_000_001})
  void waitsForWholeMilliseconds(long left) {
    // Given
    Pace pace = used();
    now.addAndGet(LIMITS.interval().toNanos() - left);

    // When
    Duration wait = pace.after(1);

    // Then
    assertThat(wait).isEqualTo(Duration.ofMillis(left / 1_000_000));
  }

  private Pace used() {
    Pace pace = new Pace(LIMITS, now::get);
    for (int batch = 0; batch < LIMITS.atOnce(); batch++) {
      var _ = pace.after(1);
    }
    return pace;
  }
}
