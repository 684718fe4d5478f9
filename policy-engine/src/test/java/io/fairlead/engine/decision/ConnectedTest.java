package io.fairlead.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConnectedTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  private final Connected connected = new Connected();

  @Test
  void are_those_that_were_heard_lately_the_last_first() {
    // Given
    connected.heard("silent", NOON.minus(Connected.LATELY).minusMillis(1));
    connected.heard("c", NOON.minus(Connected.LATELY));
    connected.heard("a", NOON.minusSeconds(2));
    connected.heard("b", NOON.minusSeconds(1));
    connected.heard("a", NOON);

    // When
    var lately = connected.lately(NOON, _ -> true);

    // Then
    assertThat(lately).containsExactly("a", "b", "c");
  }

  @Test
  void are_only_those_that_are_wanted_and_not_gone() {
    // Given
    connected.heard("a", NOON);
    connected.heard("b", NOON);
    connected.heard("c", NOON);
    connected.gone("b");

    // When
    var lately = connected.lately(NOON, cluster -> !cluster.equals("a"));

    // Then
    assertThat(lately).containsExactly("c");
  }

  @Test
  void are_no_more_than_may_be_known_the_longest_silent_is_forgotten() {
    // Given
    for (int number = 0; number <= Connected.MOST; number++) {
      connected.heard("cluster-" + number, NOON);
    }

    // When
    var lately = connected.lately(NOON, _ -> true);

    // Then
    assertThat(lately).hasSize(Connected.MOST).last().isEqualTo("cluster-1");
  }
}
