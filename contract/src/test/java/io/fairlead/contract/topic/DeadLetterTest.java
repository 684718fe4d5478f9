package io.fairlead.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private static final byte[] KEY = {1, 2};

  @Test
  void keepsARecordAsItCameWithItsPlaceAndTheReason() {
    // Given
    byte[] value = {7};

    // When
    DeadLetter letter = letter(KEY, value, Optional.of("some.type"));

    // Then
    assertThat(letter.keptKey()).isEqualTo(KEY);
    assertThat(letter.keptValue()).isEqualTo(value);
    assertThat(header(letter, "fairlead_source_topic")).isEqualTo("fairlead.reports");
    assertThat(header(letter, "fairlead_source_partition")).isEqualTo("3");
    assertThat(header(letter, "fairlead_source_offset")).isEqualTo("42");
    assertThat(header(letter, "fairlead_source_type")).isEqualTo("some.type");
    assertThat(header(letter, "fairlead_reason")).isEqualTo("not readable");
    assertThat(header(letter, "fairlead_consumer")).isEqualTo("/fairlead/test");
    assertThat(header(letter, "fairlead_source_value_bytes")).isNull();
  }

  @Test
  void keepsARecordWithoutKeyAndValue() {
    // When
    DeadLetter letter = letter(null, null, Optional.empty());

    // Then
    assertThat(letter.keptKey()).isNull();
    assertThat(letter.keptValue()).isNull();
    assertThat(letter.headers("/fairlead/test"))
        .containsOnlyKeys(
            "fairlead_consumer",
            "fairlead_reason",
            "fairlead_source_offset",
            "fairlead_source_partition",
            "fairlead_source_topic");
  }

  @Test
  void leavesOutAValueThatTheTopicWouldNotTake() {
    // Given
    byte[] value = new byte[DeadLetter.MAX_BYTES - KEY.length + 1];

    // When
    DeadLetter letter = letter(KEY, value, Optional.empty());

    // Then
    assertThat(letter.keptKey()).isEqualTo(KEY);
    assertThat(letter.keptValue()).isNull();
    assertThat(header(letter, "fairlead_source_value_bytes"))
        .isEqualTo(Integer.toString(value.length));
  }

  @Test
  void staysWithinTheTopicsLimitWhateverIsTooLarge() {
    // Given
    byte[] key = new byte[DeadLetter.MAX_BYTES + 1];

    // When
    DeadLetter letter = letter(key, KEY, Optional.of("t".repeat(1_000_000)));

    // Then
    assertThat(letter.keptKey()).isNull();
    assertThat(letter.keptValue()).isEqualTo(KEY);
    assertThat(header(letter, "fairlead_source_key_bytes")).isEqualTo(Integer.toString(key.length));
    assertThat(header(letter, "fairlead_source_type")).hasSize(2048);
  }

  private static DeadLetter letter(
      byte @Nullable [] key, byte @Nullable [] value, Optional<String> type) {
    return new DeadLetter(
        new DeadLetter.Origin("fairlead.reports", 3, 42, type), key, value, "not readable");
  }

  private static @Nullable String header(DeadLetter letter, String name) {
    byte @Nullable [] value = letter.headers("/fairlead/test").get(name);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }
}
