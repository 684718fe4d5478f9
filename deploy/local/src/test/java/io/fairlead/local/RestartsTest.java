package io.fairlead.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartsTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Restarts restarts = new Restarts(now::get);

  @Test
  void starts_again_at_once_what_had_served() {
    // Given
    restarts.succeeded();

    // When
    var pause = restarts.next();

    // Then
    assertThat(pause).contains(Duration.ZERO);
  }

  @Test
  void waits_longer_after_each_failed_start_and_then_gives_up() {
    // When
    var pauses =
        IntStream.rangeClosed(0, Restarts.MOST_FAILED_STARTS)
            .mapToObj(
                attempt -> {
                  var pause = restarts.next();
                  restarts.failed("why");
                  return pause.map(Duration::toMillis).orElse(-1L);
                })
            .toList();

    // Then
    assertThat(pauses).containsExactly(0L, 200L, 400L, 800L, 1_600L, 3_200L, -1L);
  }

  @Test
  void gives_up_what_dies_as_often_as_it_serves() {
    // Given
    for (int i = 0; i < Restarts.MOST_RECENT; i++) {
      assertThat(restarts.next()).isPresent();
      restarts.succeeded();
    }

    // When
    var pause = restarts.next();

    // Then
    assertThat(pause).isEmpty();
  }

  @Test
  void forgets_restarts_of_long_ago() {
    // Given
    for (int i = 0; i < Restarts.MOST_RECENT; i++) {
      assertThat(restarts.next()).isPresent();
      restarts.succeeded();
    }
    now.set(Instant.EPOCH.plus(Restarts.RECENT).plusSeconds(1));

    // When
    var pause = restarts.next();

    // Then
    assertThat(pause).contains(Duration.ZERO);
  }
}
