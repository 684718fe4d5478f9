package io.fairlead.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WallClockTest {
  @Test
  void aMomentIsAsFarFromAnotherByEitherClock() {
    // Given
    WallClock clock = new WallClock(-123_456);
    Instant first = Instant.parse("2026-03-01T10:00:00.123456789Z");
    // When
    long between = clock.nanos(first.plusNanos(1_500_000_001)) - clock.nanos(first);
    // Then
    assertThat(between).isEqualTo(1_500_000_001);
  }

  @Test
  void aRecordsTimeIsThatOfTheSameMoment() {
    // Given
    WallClock clock = new WallClock(77);
    // When
    long nanos = clock.nanosOfMillis(1_772_359_200_123L);
    // Then
    assertThat(nanos).isEqualTo(clock.nanos(Instant.ofEpochMilli(1_772_359_200_123L)));
  }

  @Test
  void bothClocksAreSetBesideEachOther() {
    // Given
    WallClock clock = WallClock.now();
    // When
    long nanos = clock.nanos(Instant.now());
    // Then
    assertThat(Math.abs(nanos - System.nanoTime())).isLessThan(1_000_000_000L);
  }
}
