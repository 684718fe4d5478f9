package io.fairlead.gateway.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.secret.ProtectedVersions;
import io.fairlead.gateway.server.Seals;
import io.fairlead.streams.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedConfigurationTest {
  private static final ResourceId ID =
      ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "Edge-1")
          .extension("Microsoft.KubernetesConfiguration/fluxConfigurations", "Baseline");

  /// All that is needed, and no more.
  private static final String LEAST =
      """
      {"id":"%s","uid":"00000000-0000-0001-0000-000000000002","generation":7,"epoch":3,\
      "lifecycle":"Deleting","properties":"AAEC","changedAt":"2026-11-29T03:40:00Z"}"""
          .formatted(ID);

  @Test
  void everything_that_was_published_is_read() {
    // Given
    var versions = new ProtectedVersions(Map.of("key", 4L), Instant.EPOCH);
    var published =
        new ConfigurationState(
            ID,
            new UUID(1, 2),
            7,
            3,
            Lifecycle.Active,
            Seals.SEAL.sealToText(ID, JsonNodeFactory.instance.objectNode().put("a", "b")),
            Instant.EPOCH,
            null,
            versions);

    // When
    PublishedConfiguration read = PublishedConfiguration.read(Json.write(published));

    // Then
    assertThat(read.id()).isEqualTo(ID.toString());
    assertThat(read.isOf(ID)).isTrue();
    assertThat(read.uid()).isEqualTo(published.uid());
    assertThat(read.generation()).isEqualTo(7);
    assertThat(read.epoch()).isEqualTo(3);
    assertThat(read.lifecycle()).isEqualTo(Lifecycle.Active);
    assertThat(Seals.SEAL.open(ID, read.properties()))
        .isEqualTo(JsonNodeFactory.instance.objectNode().put("a", "b"));
    assertThat(read.settings()).isEqualTo(versions);
  }

  @Test
  void properties_in_clear_text_are_read_as_they_are() {
    // When
    PublishedConfiguration read =
        PublishedConfiguration.read(utf8(LEAST.replace("\"AAEC\"", "{ \"a\" : [1, {}] }")));

    // Then
    assertThat(new String(read.properties(), StandardCharsets.UTF_8)).isEqualTo("{\"a\":[1,{}]}");
  }

  @Test
  void sealed_properties_may_be_written_with_escapes() {
    // When
    PublishedConfiguration read =
        PublishedConfiguration.read(utf8(LEAST.replace("\"AAEC\"", "\"\\/\\/\\/\\/\"")));

    // Then
    assertThat(read.properties()).containsExactly(0xff, 0xff, 0xff);
  }

  @Test
  void what_a_newer_writer_adds_is_passed_over() {
    // When
    PublishedConfiguration read =
        PublishedConfiguration.read(
            utf8(LEAST.replace("{\"id\"", "{\"later\":{\"id\":[{\"uid\":1}]},\"id\"")));

    // Then
    assertThat(read.isOf(ID)).isTrue();
    assertThat(read.lifecycle()).isEqualTo(Lifecycle.Deleting);
    assertThat(read.properties()).containsExactly(0, 1, 2);
    assertThat(read.settings()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"id", "uid", "generation", "epoch", "lifecycle", "properties", "changedAt"})
  void what_is_needed_must_be_there(String field) {
    refused(LEAST.replace('"' + field + '"', "\"other\""), field + " is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"AAEC\"|\"no base64\"|properties is no base64",
        "\"AAEC\"|\"AA\\nEC\"|properties is no base64",
        "\"AAEC\"|[]|properties is a text or an object",
        "\"AAEC\"|null|properties is a text or an object",
        "\"Deleting\"|\"deleting\"|lifecycle is Active or Deleting",
        "\"Deleting\"|null|lifecycle is a text",
        "7|7.5|generation is a number",
        "7|\"7\"|generation is a number",
        "7|99999999999999999999|no readable configuration at byte",
        "00000000-0000-0001-0000-000000000002|1-1-1-1-1|uid is a UUID",
        "00000000-0000-0001-0000-000000000002|00000000-0000-0001-0000-00000000000g|uid is a UUID",
        "2026-11-29T03:40:00Z|yesterday|no readable configuration at byte",
        "\"epoch\"|\"generation\"|no readable configuration at byte",
        "\"id\"|\"managedBy\":7,\"id\"|no readable configuration at byte",
        "\"id\"|\"protectedSettings\":{\"versions\":{\"a\":null}},\"id\"|no readable configuration",
      })
  void what_is_of_another_form_is_refused(String part, String instead, String reason) {
    refused(LEAST.replace(part, instead), reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "{", "{\"id\":", "{}{}"})
  void what_is_no_object_is_refused(String value) {
    assertThatThrownBy(() -> PublishedConfiguration.read(utf8(value)))
        .isInstanceOf(UnreadableRecordException.class);
  }

  @Test
  void what_follows_the_value_is_refused() {
    refused(LEAST + " {}", "something follows the value");
  }

  @Test
  void a_configuration_that_no_policy_wrote_may_say_so() {
    // When
    PublishedConfiguration read =
        PublishedConfiguration.read(
            utf8(
                LEAST.replace("{\"id\"", "{\"managedBy\":null,\"protectedSettings\":null,\"id\"")));

    // Then
    assertThat(read.settings()).isNull();
  }

  private static void refused(String value, String reason) {
    assertThatThrownBy(() -> PublishedConfiguration.read(utf8(value)))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining(reason);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
