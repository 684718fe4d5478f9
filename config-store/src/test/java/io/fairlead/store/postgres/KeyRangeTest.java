package io.fairlead.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.store.InvalidPageTokenException;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRangeTest {
  private static final KeyRange RANGE = new KeyRange("/subscriptions/S/", "Some/Type");

  @Test
  void holdsExactlyTheKeysThatBeginWithItsPrefix() {
    // Given
    List<String> inside = List.of("/subscriptions/s/a", "/subscriptions/s/\u00e9\ud83d\ude00");
    List<String> outside = List.of("/subscriptions/s", "/subscriptions/s0/a", "/subscriptions/r/a");

    // When
    Function<String, Boolean> isInside =
        key -> key.compareTo(RANGE.prefix()) > 0 && key.compareTo(RANGE.end()) < 0;

    // Then
    assertThat(inside).allMatch(isInside::apply);
    assertThat(outside).noneMatch(isInside::apply);
  }

  @Test
  void aTokenLeadsToItsPlaceInItsListOnly() {
    // Given
    String token = RANGE.encode("/subscriptions/s/b");
    KeyRange otherType = new KeyRange("/subscriptions/S/", "Other/Type");
    KeyRange otherScope = new KeyRange("/subscriptions/S2/", "Some/Type");
    PageRequest request = new PageRequest(5, Optional.of(token));

    // When
    String after = RANGE.after(request);

    // Then
    assertThat(after).isEqualTo("/subscriptions/s/b");
    assertThatThrownBy(() -> otherType.after(request))
        .isInstanceOf(InvalidPageTokenException.class);
    assertThatThrownBy(() -> otherScope.after(request))
        .isInstanceOf(InvalidPageTokenException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "L3N1YnM", "////", "gICA"})
  void refusesWhatItNeverGaveOut(String token) {
    assertThatThrownBy(() -> RANGE.after(new PageRequest(5, Optional.of(token))))
        .isInstanceOf(InvalidPageTokenException.class);
  }

  @Test
  void pagesListWhatStaysExactlyOnceWhileRowsComeAndGo() {
    for (int seed = 0; seed < 200; seed++) {
      // Given
      Random random = new Random(seed);
      TreeSet<String> stays = new TreeSet<>();
      TreeSet<String> rows = new TreeSet<>();
      for (int i = 0; i < 30; i++) {
        String key = "/subscriptions/s/" + random.nextInt(1000);
        rows.add(key);
        if (random.nextBoolean()) {
          stays.add(key);
        }
      }

      // When
      List<String> listed = new ArrayList<>();
      PageRequest request = PageRequest.first(1 + random.nextInt(7));
      Optional<String> next;
      do {
        List<String> read =
            rows.tailSet(RANGE.after(request), false).stream().limit(request.top() + 1L).toList();
        Page<String> page = RANGE.page(read, request, Function.identity(), Function.identity());
        listed.addAll(page.items());
        next = page.next();
        request = new PageRequest(request.top(), next);
        rows.add("/subscriptions/s/" + random.nextInt(1000));
        rows.removeIf(key -> !stays.contains(key) && random.nextInt(4) == 0);
      } while (next.isPresent());

      // Then
      assertThat(listed).isSorted().doesNotHaveDuplicates().containsAll(stays);
    }
  }
}
