package io.fairlead.agent.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// What controllers said of an object, and of which generation of it.
///
/// @param generation the object's `metadata.generation`; 0 when it has none
/// @param observedGeneration its `status.observedGeneration`; null when it has none
/// @param all in the object's order
record Conditions(long generation, @Nullable Long observedGeneration, List<Condition> all) {

  static Conditions of(JsonNode body) {
    JsonNode observed = body.at("/status/observedGeneration");
    return new Conditions(
        body.at("/metadata/generation").asLong(),
        observed.isIntegralNumber() ? observed.asLong() : null,
        StreamSupport.stream(body.at("/status/conditions").spliterator(), false)
            .map(Condition::of)
            .toList());
  }

  /// Whether no controller has said anything. Flux starts from an `observedGeneration` of -1.
  boolean areNone() {
    return all.isEmpty() && (observedGeneration == null || observedGeneration <= 0);
  }

  /// Whether the object changed since a controller finished with it.
  boolean areBehind() {
    return observedGeneration != null && observedGeneration < generation;
  }

  /// The condition of that type, if it is about the object as it now is. The condition's own word
  /// on that goes first: Flux moves the object's `observedGeneration` on only when it succeeded or
  /// gave up, so a failure that it retries would never be seen otherwise.
  Optional<Condition> ofNow(String type) {
    return all.stream()
        .filter(condition -> condition.type().equals(type))
        .filter(
            condition ->
                condition.observedGeneration() == null
                    ? !areBehind()
                    : condition.observedGeneration() >= generation)
        .findFirst();
  }
}
