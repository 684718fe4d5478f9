package io.fairlead.store.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NulFreeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":\"x\\u0000y\"} | {\"a\":\"x\\ufffdy\"}",
        "{\"a\\u0000\":[\"\\u0000\\u0000\"]} | {\"a\\ufffd\":[\"\\ufffd\\ufffd\"]}",
        // A backslash before the letter, not the character.
        "{\"a\":\"\\\\u0000\"} | {\"a\":\"\\\\u0000\"}",
        "{\"a\":\"\\\\\\u0000\"} | {\"a\":\"\\\\\\ufffd\"}",
        "{\"a\":\"\\u00001 ü\\n\"} | {\"a\":\"\\ufffd1 ü\\n\"}",
        "\\u000 | \\u000",
        "\\ | \\",
      })
  void theCharacterIsReplacedWhereItIsMeant(String json, String expected) {
    // When
    byte[] free = NulFree.json(json.getBytes(UTF_8));

    // Then
    assertThat(new String(free, UTF_8)).isEqualTo(expected);
  }

  @Test
  void whatHasNoneIsNotCopied() {
    // Given
    byte[] json = "{\"a\":\"\\\"\"}".getBytes(UTF_8);

    // When
    byte[] free = NulFree.json(json);

    // Then
    assertThat(free).isSameAs(json);
  }
}
