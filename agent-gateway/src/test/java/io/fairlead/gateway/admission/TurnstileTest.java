package io.fairlead.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TurnstileTest {
  private final AtomicReference<Instant> clock = new AtomicReference<>(Instant.EPOCH);
  private final Turnstile turnstile = new Turnstile(100, 200, clock::get);

  @Test
  void lets_in_a_burst_and_then_so_many_a_second() {
    // Given
    assertThat(enter(1_000)).isEqualTo(200);

    // When
    clock.set(Instant.EPOCH.plusSeconds(1));

    // Then
    assertThat(enter(1_000)).isEqualTo(100);
  }

  @Test
  void a_storm_is_told_to_come_back_spread_over_the_time_it_takes_to_let_it_in_S41() {
    // Given
    assertThat(enter(200)).isEqualTo(200);

    // When
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      waits.add(turnstile.enter());
    }

    // Then
    assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofSeconds(1)) >= 0);
    assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofSeconds(101)) < 0);
    assertThat(waits.stream().filter(wait -> wait.compareTo(Duration.ofSeconds(25)) > 0).count())
        .isGreaterThan(2_000);
    clock.set(Instant.EPOCH.plusSeconds(120));
    assertThat(turnstile.comeBack()).isLessThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void a_dense_storm_is_let_in_at_the_same_rate() {
    // Given
    Duration apart = Duration.ofNanos(100_000);
    int storm = 10_000;

    // When
    long in = 0;
    for (int i = 0; i < storm; i++) {
      clock.set(Instant.EPOCH.plus(apart.multipliedBy(i)));
      in += enter(1);
    }

    // Then: the burst, and what a second lets in
    assertThat(in).isBetween(299L, 301L);
  }

  private long enter(int attempts) {
    long in = 0;
    for (int i = 0; i < attempts; i++) {
      in += turnstile.enter().isZero() ? 1 : 0;
    }
    return in;
  }
}
