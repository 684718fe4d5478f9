package io.fairlead.agent.status;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// One of an object's `status.conditions`; what is missing in it is empty.
///
/// @param status `True`, `False` or `Unknown`
/// @param lastTransitionTime as the controller wrote it
/// @param observedGeneration the generation of the object it is about; null when it does not say
record Condition(
    String type,
    String status,
    String reason,
    String message,
    String lastTransitionTime,
    @Nullable Long observedGeneration) {

  static Condition of(JsonNode condition) {
    JsonNode generation = condition.path("observedGeneration");
    return new Condition(
        condition.path("type").asText(""),
        condition.path("status").asText(""),
        condition.path("reason").asText(""),
        condition.path("message").asText(""),
        condition.path("lastTransitionTime").asText(""),
        generation.isIntegralNumber() ? generation.asLong() : null);
  }

  boolean isTrue() {
    return status.equals("True");
  }

  boolean isFalse() {
    return status.equals("False");
  }
}
