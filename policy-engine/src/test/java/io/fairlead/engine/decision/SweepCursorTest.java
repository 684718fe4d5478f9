package io.fairlead.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SweepCursorTest {
  private final SweepCursor cursor = new SweepCursor();
  private final NavigableSet<String> keys = new TreeSet<>(List.of("a", "b", "c", "d"));

  @Test
  void a_round_meets_every_key_once() {
    // When
    cursor.begin();

    // Then
    assertThat(goOn(10)).containsExactly("a", "b", "c", "d");
    assertThat(cursor.isUnderWay()).isFalse();
  }

  @Test
  void a_round_that_begins_anew_goes_on_from_where_it_is_and_ends_there() {
    // Given
    cursor.begin();
    goOn(2);

    // When
    cursor.begin();

    // Then
    assertThat(goOn(10)).containsExactly("c", "d", "a", "b");
    assertThat(cursor.isUnderWay()).isFalse();
  }

  @Test
  void a_round_that_begins_anew_at_every_step_still_meets_every_key() {
    // Given
    List<String> met = new ArrayList<>();

    // When
    for (int step = 0; step < 4; step++) {
      cursor.begin();
      met.addAll(goOn(1));
    }

    // Then
    assertThat(met).containsExactly("a", "b", "c", "d");
  }

  @Test
  void a_round_ends_also_when_the_key_is_gone_at_which_it_began() {
    // Given
    cursor.begin();
    goOn(2);
    cursor.begin();
    keys.remove("b");

    // When
    List<String> met = goOn(10);

    // Then
    assertThat(met).containsExactly("c", "d", "a");
    assertThat(cursor.isUnderWay()).isFalse();
  }

  @Test
  void a_round_over_no_keys_ends_at_once() {
    // Given
    keys.clear();

    // When
    cursor.begin();

    // Then
    assertThat(goOn(10)).isEmpty();
    assertThat(cursor.isUnderWay()).isFalse();
  }

  /// As whoever reads the keys does it.
  private List<String> goOn(int most) {
    List<String> met = new ArrayList<>();
    while (cursor.isUnderWay() && met.size() < most) {
      String key = keys.higher(cursor.position());
      if (key == null) {
        cursor.atEnd();
      } else if (cursor.takes(key)) {
        cursor.passed(key);
        met.add(key);
      }
    }
    return met;
  }
}
