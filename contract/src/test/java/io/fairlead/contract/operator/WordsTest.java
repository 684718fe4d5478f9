package io.fairlead.contract.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void whiteSpaceSeparates() {
    // When
    var words = words("  --a\t--b=c \n d ");

    // Then
    assertThat(words).containsExactly("--a", "--b=c", "d");
  }

  @Test
  void quotesKeepAWordTogetherWhereverTheyStand() {
    // When
    var words = words("--git-user='Flux of \"web\"' \"--git-label=a b\" ''");

    // Then
    assertThat(words).containsExactly("--git-user=Flux of \"web\"", "--git-label=a b", "");
  }

  @Test
  void aBackslashBeforeAnythingButAQuoteASpaceOrABackslashIsOne() {
    // When
    var words = words("v2\\,v3 a\\.b a\\ b \\\"q\\' \"\\'\\\"\" 'a\\' \\\\ c\\");

    // Then
    assertThat(words)
        .containsExactly("v2\\,v3", "a\\.b", "a b", "\"q'", "\\'\"", "a\\", "\\", "c\\");
  }

  @Test
  void anOpenQuoteIsRefusedWithItsPlace() {
    // When
    var thrown = assertThatThrownBy(() -> words("--a 'b c"));

    // Then
    thrown.isInstanceOf(InvalidSettingException.class).hasMessageContaining("(') at character 5");
  }

  @Property
  void anyWordsComeBackFromDoubleQuotes(@ForAll @Size(max = 5) List<String> given) {
    // Given
    var line =
        given.stream()
            .map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
            .collect(Collectors.joining(" "));

    // When
    var words = words(line);

    // Then
    assertThat(words).isEqualTo(given);
  }

  private static List<String> words(String line) {
    return Words.of(line);
  }
}
