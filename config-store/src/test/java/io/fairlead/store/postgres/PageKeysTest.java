package io.fairlead.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.store.postgres.PageKeys.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageKeysTest {
  @Test
  void aPageHasAsManyRowsAsWanted() {
    // Given
    List<Candidate> following =
        List.of(new Candidate("a", 1), new Candidate("b", 1), new Candidate("c", 1));

    // When
    PageKeys page = PageKeys.of(following, 2);

    // Then
    assertThat(page).isEqualTo(new PageKeys(List.of("a", "b"), true));
  }

  @Test
  void theLastPageSaysThatNothingFollows() {
    // Given
    List<Candidate> following = List.of(new Candidate("a", 1), new Candidate("b", 1));

    // When
    PageKeys page = PageKeys.of(following, 2);

    // Then
    assertThat(page).isEqualTo(new PageKeys(List.of("a", "b"), false));
  }

  @Test
  void aPageOfLargeRowsHasFewer() {
    // Given
    List<Candidate> following =
        List.of(
            new Candidate("a", PageKeys.MAX_BYTES - 1),
            new Candidate("b", 1),
            new Candidate("c", 1));

    // When
    PageKeys page = PageKeys.of(following, 3);

    // Then
    assertThat(page).isEqualTo(new PageKeys(List.of("a", "b"), true));
  }

  @Test
  void aRowLargerThanAPageIsAPage() {
    // Given
    List<Candidate> following =
        List.of(new Candidate("a", PageKeys.MAX_BYTES + 1), new Candidate("b", 1));

    // When
    PageKeys page = PageKeys.of(following, 10);

    // Then
    assertThat(page).isEqualTo(new PageKeys(List.of("a"), true));
  }
}
