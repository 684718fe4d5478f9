package io.fairlead.engine.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.json.UnreadableJsonException;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.policy.OnUnassign;
import io.fairlead.encryption.NotOpenedException;
import io.fairlead.engine.sample.Samples;
import io.fairlead.engine.sample.Seals;
import io.fairlead.policy.evaluation.ConfigurationHead;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptConfigurationTest {
  /// With names and signs that stand in records too.
  private static final JsonNode PROPERTIES =
      Samples.json("{\"managedBy\": \"ü \\\"}\", \"generation\": [{}, 1.5e3], \"empty\": {}}");

  private static final ConfigurationState STATE =
      new ConfigurationState(
          Samples.baseline(TestEngine.SHIP),
          new UUID(3, 4),
          7,
          2,
          Lifecycle.Deleting,
          PROPERTIES,
          Samples.NOW,
          new ManagedBy(Samples.assignmentId(), new UUID(1, 2), "", "digest", OnUnassign.Keep, 7));

  private static final String SOUND = new String(Json.write(STATE), StandardCharsets.UTF_8);

  @Test
  void has_the_head_of_the_state_that_was_published() {
    // When
    KeptConfiguration kept = KeptConfiguration.read(Json.write(STATE));

    // Then
    assertThat(kept.head()).isEqualTo(ConfigurationHead.of(STATE));
  }

  @Test
  void opens_the_properties_as_they_were_sealed() {
    // Given
    byte[] record = Json.write(STATE.withProperties(Seals.SEAL.sealToText(STATE.id(), PROPERTIES)));

    // When
    KeptConfiguration kept = KeptConfiguration.read(record);

    // Then
    assertThat(kept.open(record, Seals.SEAL)).isEqualTo(PROPERTIES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{%s}", " {\n%s\n} ", "{\"ahead\": \"ü€😀\", %s, \"behind\": [\"ü\"]}"})
  void finds_properties_wherever_they_stand(String around) {
    // Given
    String fields = SOUND.substring(1, SOUND.length() - 1);
    byte[] record = around.formatted(fields).getBytes(StandardCharsets.UTF_8);

    // When
    KeptConfiguration kept = KeptConfiguration.read(record);

    // Then
    assertThat(kept.open(record, Seals.SEAL)).isEqualTo(PROPERTIES);
    assertThat(kept.head()).isEqualTo(ConfigurationHead.of(STATE));
  }

  @Test
  void does_not_open_what_was_not_sealed_for_it() {
    // Given
    byte[] record = Json.write(STATE.withProperties(TextNode.valueOf("AAAA")));

    // When
    KeptConfiguration kept = KeptConfiguration.read(record);

    // Then
    assertThatThrownBy(() -> kept.open(record, Seals.SEAL)).isInstanceOf(NotOpenedException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"properties\":null",
        "\"other\":{}",
        "\"properties\":{\"a\":1,\"a\":2}",
        "\"properties\":{\"a\":}",
        "\"properties\":\"\\x\"",
        "\"properties\":\"a",
      })
  void is_no_record_without_sound_properties(String instead) {
    // Given
    int from = SOUND.indexOf("\"properties\"");
    int to = SOUND.indexOf(",\"changedAt\"");
    byte[] record =
        (SOUND.substring(0, from) + instead + SOUND.substring(to)).getBytes(StandardCharsets.UTF_8);

    // When
    assertThatThrownBy(() -> KeptConfiguration.read(record))
        // Then
        .isInstanceOf(UnreadableJsonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"uid\"", "\"changedAt\"", "\"lifecycle\"", "\"id\""})
  void is_no_record_without_a_field_that_every_state_has(String field) {
    // Given
    byte[] record = SOUND.replace(field, "\"other\"").getBytes(StandardCharsets.UTF_8);

    // When
    assertThatThrownBy(() -> KeptConfiguration.read(record))
        // Then
        .isInstanceOf(UnreadableJsonException.class);
  }

  @Test
  void is_no_record_in_another_encoding() {
    // Given: one in which nobody can tell where the properties stand
    byte[] record = SOUND.getBytes(StandardCharsets.UTF_16BE);

    // When
    assertThatThrownBy(() -> KeptConfiguration.read(record))
        // Then
        .isInstanceOf(UnreadableJsonException.class);
  }
}
