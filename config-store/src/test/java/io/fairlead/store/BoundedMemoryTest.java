package io.fairlead.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedMemoryTest {
  private final List<String> asked = new ArrayList<>();
  private final BoundedMemory<String, String> memory =
      new BoundedMemory<>((question, answer) -> question.length() + answer.length(), 10);

  private String get(String question) {
    return memory.get(
        question,
        () -> {
          asked.add(question);
          return "<" + question + ">";
        });
  }

  @Test
  void whatFitsIsAskedOnce() {
    // When
    String first = get("ab");
    String second = get("ab");

    // Then
    assertThat(List.of(first, second)).containsOnly("<ab>");
    assertThat(asked).containsExactly("ab");
  }

  @Test
  void whatNoLongerFitsIsAnsweredAndAskedAgain() {
    // Given
    get("ab");

    // When
    String first = get("abc");
    String second = get("abc");

    // Then
    assertThat(List.of(first, second)).containsOnly("<abc>");
    assertThat(asked).containsExactly("ab", "abc", "abc");
    assertThat(get("x")).isEqualTo("<x>");
  }
}
