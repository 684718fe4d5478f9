package io.fairlead.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SessionWatchTest {
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final List<CompletableFuture<Optional<String>>> asked = new ArrayList<>();
  private long now = 17;
  private final SessionWatch watch = new SessionWatch(this::ask, () -> now);

  @Test
  void isContentWhileTheSessionGetsItsTurns() {
    // Given
    watch.look();
    pass(SessionWatch.TURN_LIMIT);
    asked.getFirst().complete(Optional.empty());
    // When
    Optional<String> complaint = watch.complaint();
    // Then
    assertThat(complaint).isEmpty();
  }

  @Test
  void complainsWhenTheSessionGetsNoTurn() {
    // Given
    watch.look();
    pass(SessionWatch.TURN_LIMIT.plus(MOMENT));
    // When
    Optional<String> complaint = watch.complaint();
    // Then
    assertThat(complaint).contains("the session had no turn for 61 s");
  }

  @Test
  void complainsWhenNobodyLooksAnyMore() {
    // Given
    watch.look();
    asked.getFirst().complete(Optional.empty());
    pass(SessionWatch.TURN_LIMIT.plus(MOMENT));
    // When
    Optional<String> complaint = watch.complaint();
    // Then
    assertThat(complaint).isPresent();
  }

  @Test
  void waitsForOneTurnAtATime() {
    // Given
    watch.look();
    // When
    watch.look();
    // Then
    assertThat(asked).hasSize(1);
  }

  @Test
  void isPatientWithADiskThatTakesNothing() {
    // Given
    answer(Optional.of("disk full"));
    pass(SessionWatch.FAULT_LIMIT);
    answer(Optional.of("disk full"));
    // When
    Optional<String> complaint = watch.complaint();
    // Then
    assertThat(complaint).isEmpty();
    assertThat(watch.fault()).contains("disk full");
  }

  @Test
  void complainsWhenADiskTakesNothingForLong() {
    // Given
    answer(Optional.of("disk full"));
    pass(SessionWatch.FAULT_LIMIT.plus(MOMENT));
    answer(Optional.of("disk full"));
    // When
    Optional<String> complaint = watch.complaint();
    // Then
    assertThat(complaint).contains("nothing was stored for 601 s: disk full");
  }

  @Test
  void countsAFaultFromItsBeginning() {
    // Given
    answer(Optional.of("disk full"));
    pass(SessionWatch.FAULT_LIMIT);
    answer(Optional.empty());
    answer(Optional.of("disk full"));
    pass(MOMENT);
    // When
    Optional<String> complaint = watch.complaint();
    // Then
    assertThat(complaint).isEmpty();
  }

  private CompletableFuture<Optional<String>> ask() {
    CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    asked.add(answer);
    return answer;
  }

  private void answer(Optional<String> fault) {
    watch.look();
    asked.getLast().complete(fault);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
