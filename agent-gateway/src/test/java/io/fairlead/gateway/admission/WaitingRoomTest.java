package io.fairlead.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
  private static final Duration CHECK = Duration.ofMillis(4);

  private final AtomicLong nanos = new AtomicLong(42);
  private final WaitingRoom room = new WaitingRoom(2, nanos::get);

  @Test
  void a_crowd_comes_back_hardly_faster_than_it_is_checked() {
    // Given
    measured(CHECK);

    // When: two threads check 500 a second, so that 5,000 take 10 s
    List<Duration> waits = sendAway(5_000);

    // Then
    assertThat(waits).isSorted();
    assertThat(waits.getFirst()).isBetween(WaitingRoom.SHORTEST, Duration.ofMillis(1_010));
    assertThat(waits.getLast()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(11));
    assertThat(between(waits, 4, 5)).isBetween(500L, 650L);
    assertThat(between(waits, 8, 9)).isBetween(500L, 650L);
  }

  @Test
  void nobody_stays_away_for_longer_than_is_allowed_whatever_the_crowd() {
    // Given
    measured(CHECK);

    // When
    List<Duration> waits = sendAway(50_000);

    // Then
    assertThat(waits)
        .allSatisfy(wait -> assertThat(wait).isBetween(WaitingRoom.SHORTEST, WaitingRoom.LONGEST));
    assertThat(between(waits, 8, 12)).isBetween(18_000L, 28_000L);
  }

  @Test
  void a_crowd_that_has_gone_holds_up_nobody_who_comes_later() {
    // Given
    measured(CHECK);
    var _ = sendAway(50_000);

    // When
    nanos.addAndGet(WaitingRoom.LONGEST.toNanos());

    // Then
    assertThat(room.comeBack()).isBetween(WaitingRoom.SHORTEST, Duration.ofMillis(1_010));
  }

  @Test
  void slower_checks_bring_a_crowd_back_later() {
    // Given
    measured(CHECK);
    Duration before = sendAway(500).getLast();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());

    // When
    measured(CHECK.multipliedBy(5));

    // Then
    assertThat(sendAway(500).getLast()).isGreaterThan(before.multipliedBy(2));
  }

  private void measured(Duration check) {
    for (int i = 0; i < 1_000; i++) {
      room.checked(check.toNanos());
    }
  }

  private List<Duration> sendAway(int agents) {
    List<Duration> waits = new ArrayList<>();
    for (int i = 0; i < agents; i++) {
      waits.add(room.comeBack());
    }
    return waits;
  }

  private static long between(List<Duration> waits, int from, int to) {
    return waits.stream()
        .filter(
            wait ->
                wait.compareTo(Duration.ofSeconds(from)) >= 0
                    && wait.compareTo(Duration.ofSeconds(to)) < 0)
        .count();
  }
}
