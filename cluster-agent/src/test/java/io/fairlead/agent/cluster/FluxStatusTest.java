package io.fairlead.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FluxStatusTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");

  @Test
  void isThereOnceItWasWritten() {
    // Given
    JsonNode object = withStatus(FluxStatus.fetched(fresh(), "main@sha1:1", THEN));
    // When
    FluxStatus again = FluxStatus.fetched(object, "main@sha1:1", NOW);
    // Then
    assertThat(again.isThere()).isTrue();
  }

  @Test
  void hasTheTimeOfTheChangeAndOfThatAlone() {
    // Given
    JsonNode object = withStatus(FluxStatus.fetched(fresh(), "main@sha1:1", THEN));
    // When
    JsonNode next = FluxStatus.fetched(object, "main@sha1:2", NOW).asStored();
    // Then
    assertThat(next.at("/artifact/lastUpdateTime").asText()).isEqualTo(NOW.toString());
    assertThat(next.at("/conditions/0/lastTransitionTime").asText()).isEqualTo(THEN.toString());
  }

  @Test
  void isReadyOnlyForTheGenerationThatWasSeen() {
    // Given
    ObjectNode object = withStatus(FluxStatus.fetched(fresh(), "main@sha1:1", THEN));
    boolean before = FluxStatus.isReady(object);
    // When
    object.withObject("/metadata").put("generation", 2);
    // Then
    assertThat(before).isTrue();
    assertThat(FluxStatus.isReady(object)).isFalse();
  }

  private static ObjectNode fresh() {
    GenericKubernetesResource object = FluxObjects.repository("apps", "fleet");
    object.getMetadata().setGeneration(1L);
    return JSON.valueToTree(object);
  }

  /// As a client reads it from the server.
  private static ObjectNode withStatus(FluxStatus status) {
    ObjectNode object = fresh();
    object.set("status", status.asStored());
    return JSON.valueToTree(
        Serialization.unmarshal(object.toString(), GenericKubernetesResource.class));
  }
}
