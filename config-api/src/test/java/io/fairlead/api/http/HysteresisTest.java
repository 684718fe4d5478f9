package io.fairlead.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HysteresisTest {
  private final Hysteresis database = new Hysteresis(3);

  @Test
  void itIsAwayUntilItAnswersForTheFirstTime() {
    assertThat(database.available()).isFalse();
    assertThat(database.silent()).isFalse();
    assertThat(database.answered()).isTrue();
    assertThat(database.available()).isTrue();
    assertThat(database.answered()).isFalse();
  }

  @Test
  void aHiccupTakesNothingOutOfService() {
    // Given
    database.answered();

    // When
    database.silent();
    database.silent();
    database.answered();
    database.silent();
    database.silent();

    // Then
    assertThat(database.available()).isTrue();
  }

  @Test
  void severalSilencesInARowDoAndThatIsToldOnce() {
    // Given
    database.answered();
    database.silent();
    database.silent();

    // When
    boolean became = database.silent();
    boolean again = database.silent();

    // Then
    assertThat(became).isTrue();
    assertThat(again).isFalse();
    assertThat(database.available()).isFalse();
  }
}
