package io.fairlead.systemtest.secrecy;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A search that does not know how a word was written finds nothing, and proves nothing.
class CanaryTest {
  private final Canary canary = Canary.hatch();

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ab", "abc", "{\"password\":\""})
  void aWordIsFoundHoweverItWasWrittenAndWhateverIsAroundIt(String before) {
    String text = before + canary.word() + "\"} and more";
    byte[] bytes = text.getBytes(UTF_8);
    String once = Base64.getEncoder().encodeToString(bytes);

    assertFound(bytes);
    assertFound(once.getBytes(UTF_8));
    assertFound(Base64.getUrlEncoder().withoutPadding().encode(bytes));
    assertFound(("-" + Base64.getEncoder().encodeToString(once.getBytes(UTF_8))).getBytes(UTF_8));
    assertFound(HexFormat.of().formatHex(bytes).getBytes(UTF_8));
    assertFound(HexFormat.of().withUpperCase().formatHex(bytes).getBytes(UTF_8));
    assertFound(
        text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining()).getBytes(UTF_8));
    assertFound(text.getBytes(UTF_16LE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "canary", "another word"})
  void anotherWordIsNot(String other) {
    assertThat(canary.isIn(other)).isFalse();
    assertThat(canary.isIn(Canary.hatch().word())).isFalse();
  }

  private void assertFound(byte[] content) {
    assertThat(canary.isIn(content)).as(new String(content, UTF_8)).isTrue();
  }
}
