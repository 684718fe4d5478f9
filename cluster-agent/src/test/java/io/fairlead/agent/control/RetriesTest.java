package io.fairlead.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.cluster.Faults;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What passes is not told; what lasts is told in words that stay.
class RetriesTest {
  private static final Failure BROKEN = new Failure("Secret apps/a: ", 500, "request 1");
  private static final Failure BROKEN_AGAIN = new Failure("Secret apps/a: ", 500, "request 2");
  private static final Failure BUSY = new Failure("Secret apps/a: ", 429, "busy");

  private long now = Long.MAX_VALUE - 1;
  private final Retries retries = new Retries(() -> now);

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private @Nullable String toldAfter(Duration time, Failure failure) {
    pass(time);
    return retries.failed("a", failure).message();
  }

  @Test
  void what_fails_for_a_moment_is_not_told() {
    // Given
    retries.failed("a", BROKEN);
    // When
    String told = toldAfter(Faults.LASTING.minusNanos(1), BROKEN);
    // Then
    assertThat(told).isNull();
  }

  @Test
  void what_fails_for_long_is_told_with_the_object_and_the_answer() {
    // Given
    retries.failed("a", BROKEN);
    // When
    String told = toldAfter(Faults.LASTING, BROKEN);
    // Then
    assertThat(told)
        .isEqualTo(
            "Secret apps/a: the cluster's API answers 500: request 1; it is tried again until it"
                + " works");
  }

  @Test
  void the_same_failure_in_other_words_is_no_news() {
    // Given
    retries.failed("a", BROKEN);
    String first = toldAfter(Faults.LASTING, BROKEN);
    // When
    String next = toldAfter(Duration.ofHours(1), BROKEN_AGAIN);
    // Then
    assertThat(next).isEqualTo(first);
  }

  @Test
  void failures_that_take_turns_are_told_once_in_five_minutes() {
    // Given
    retries.failed("a", BROKEN);
    String first = toldAfter(Faults.LASTING, BROKEN);
    // When
    String soon = toldAfter(Duration.ofMinutes(5).minusNanos(1), BUSY);
    String late = toldAfter(Duration.ofNanos(1), BUSY);
    // Then
    assertThat(soon).isEqualTo(first);
    assertThat(late).contains("answers 429: busy");
  }

  @Test
  void what_worked_in_between_begins_anew() {
    // Given
    retries.failed("a", BROKEN);
    pass(Faults.LASTING);
    retries.worked("a");
    // When
    String told = retries.failed("a", BROKEN).message();
    // Then
    assertThat(told).isNull();
  }

  @Test
  void pauses_grow_to_ten_seconds_at_most() {
    // Given
    Duration first = retries.failed("a", BROKEN).pause();
    for (int i = 0; i < 20; i++) {
      retries.failed("a", BROKEN);
    }
    // When
    Duration later = retries.failed("a", BROKEN).pause();
    // Then
    assertThat(first).isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
    assertThat(later).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
  }
}
