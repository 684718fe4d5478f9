package io.fairlead.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeadStartTest {
  private final HeadStart headStart = new HeadStart();

  @Test
  void gives_each_a_turn_in_order() {
    // Given
    headStart.begin(List.of("b", "a"));

    // When
    var turns = List.of(headStart.next(), headStart.next(), headStart.next());

    // Then
    assertThat(turns).flatMap(turn -> turn.stream().toList()).containsExactly("b", "a");
  }

  @Test
  void who_had_a_turn_has_none_when_the_round_comes_by() {
    // Given
    headStart.begin(List.of("a", "b"));
    var _ = headStart.next();

    // When
    boolean had = headStart.hadTurn("a");

    // Then
    assertThat(had).isTrue();
    assertThat(headStart.hadTurn("c")).as("one without a head start").isFalse();
  }

  @Test
  void whom_the_round_met_before_has_no_other_turn() {
    // Given
    headStart.begin(List.of("a"));

    // When
    boolean had = headStart.hadTurn("a");

    // Then
    assertThat(had).isFalse();
    assertThat(headStart.next()).isEmpty();
  }

  @Test
  void begun_anew_all_have_another_turn() {
    // Given
    headStart.begin(List.of("a"));
    var _ = headStart.next();

    // When
    headStart.begin(List.of("a"));

    // Then
    assertThat(headStart.hadTurn("a")).isFalse();
  }
}
