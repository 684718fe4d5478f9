package io.fairlead.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemindersTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  private final Reminders reminders = new Reminders();

  @Test
  void gives_each_cluster_once_when_its_time_has_come() {
    // Given
    reminders.set("b", Optional.of(NOON));
    reminders.set("a", Optional.of(NOON));
    reminders.set("c", Optional.of(NOON.plusSeconds(1)));

    // When
    var due = reminders.takeDue(NOON);

    // Then
    assertThat(due).containsExactly("a", "b");
    assertThat(reminders.takeDue(NOON)).isEmpty();
    assertThat(reminders.takeDue(NOON.plusSeconds(1))).containsExactly("c");
  }

  @Test
  void the_last_time_set_counts() {
    // Given
    reminders.set("a", Optional.of(NOON));
    reminders.set("b", Optional.of(NOON));

    // When
    reminders.set("a", Optional.of(NOON.plusSeconds(5)));
    reminders.set("b", Optional.empty());

    // Then
    assertThat(reminders.takeDue(NOON)).isEmpty();
    assertThat(reminders.takeDue(NOON.plusSeconds(5))).containsExactly("a");
  }
}
