package io.fairlead.contract.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z",
        "1970-01-01T00:00:00Z",
        "2024-02-29T12:30:00.100Z",
        "2026-11-29T03:40:05.123456Z",
        "2026-11-29T03:40:05.000000001Z",
        "9999-12-31T23:59:59.999Z"
      })
  void aTimeIsWrittenAndReadAsItPrintsItself(String text) {
    // Given
    Instant instant = Instant.parse(text);

    // When
    String written = InstantText.write(instant);

    // Then
    assertThat(written).isEqualTo(instant.toString()).isEqualTo(text);
    assertThat(InstantText.read(text)).isEqualTo(instant);
  }

  @Test
  void anyTimeIsWrittenAndReadAsItPrintsItself() {
    // Given
    Random random = new Random(7);
    int[] units = {1, 1000, 1_000_000, 1_000_000_000};
    long first = Instant.parse("-0005-01-01T00:00:00Z").getEpochSecond();
    long last = Instant.parse("+10004-01-01T00:00:00Z").getEpochSecond();

    for (int i = 0; i < 20_000; i++) {
      int unit = units[random.nextInt(units.length)];
      int nano = random.nextInt(1_000_000_000) / unit * unit;
      Instant instant = Instant.ofEpochSecond(random.nextLong(first, last), nano);

      // When
      byte[] written = Json.write(instant);

      // Then
      assertThat(new String(written, UTF_8)).isEqualTo("\"" + instant + "\"");
      assertThat(Json.read(written, Instant.class)).isEqualTo(instant);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-29T24:00:00Z",
        "2026-11-29t03:40:05z",
        "2026-11-29T03:40:05+02:00",
        "2026-11-29T03:40:05+0000",
        "+12026-11-29T03:40:05Z",
        " 2026-11-29T03:40:05Z ",
        "2026-12-31T23:59:60Z",
        "1764387605",
        "1764387605.5"
      })
  void whatIsWrittenOtherwiseIsReadTheGeneralWay(String text) {
    // When / Then
    assertThat(InstantText.read(text)).isNull();
    assertThat(Json.read(json(text), Instant.class)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-29T03:40Z",
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "2026-01-01T25:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:00.1234567890Z",
        "2026-01-01T00:00:00.1x3Z",
        "2026-01-01T00:00:00,123Z",
        "2026-01-01T00:00:00-Z",
        "2026/01/01T00:00:00Z",
        "\u0662026-01-01T00:00:00Z",
        "Z",
        "never"
      })
  void whatIsNoTimeIsRefused(String text) {
    // When / Then
    assertThat(InstantText.read(text)).isNull();
    assertThatThrownBy(() -> Json.read(json(text), Instant.class))
        .isInstanceOf(UnreadableJsonException.class);
  }

  private static byte[] json(String text) {
    return ("\"" + text + "\"").getBytes(UTF_8);
  }
}
