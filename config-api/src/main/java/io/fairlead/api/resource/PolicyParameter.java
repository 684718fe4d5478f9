package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A parameter of a definition or an initiative.
///
/// @param name compared without regard to case
/// @param fallback its value when an assignment gives none
/// @param allowed the values allowed; empty for any
public record PolicyParameter(
    String name,
    PolicyParameterType type,
    Optional<JsonNode> fallback,
    Optional<List<JsonNode>> allowed) {

  /// The parameters of an accepted definition or initiative, in their order, by name in lower case.
  ///
  /// @param properties of the definition or initiative
  public static Map<String, PolicyParameter> of(ObjectNode properties) {
    Map<String, PolicyParameter> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : properties.path("parameters").properties()) {
      PolicyParameterType.named(entry.getValue().path("type").asText())
          .ifPresent(
              type ->
                  parameters.put(
                      entry.getKey().toLowerCase(java.util.Locale.ROOT),
                      of(entry.getKey(), type, entry.getValue())));
    }
    return parameters;
  }

  private static PolicyParameter of(String name, PolicyParameterType type, JsonNode definition) {
    JsonNode allowed = definition.get("allowedValues");
    List<JsonNode> values = new ArrayList<>();
    if (allowed != null) {
      allowed.forEach(values::add);
    }
    return new PolicyParameter(
        name,
        type,
        Optional.ofNullable(definition.get("defaultValue")),
        allowed == null || allowed.isNull() ? Optional.empty() : Optional.of(values));
  }

  /// Whether the value is one of those allowed: letter case counts, as Azure documents it. Of an
  /// array each element may be one of them.
  public boolean allows(JsonNode value) {
    return allowed.isEmpty()
        || allowed.get().contains(value)
        || (type == PolicyParameterType.Array
            && value.valueStream().allMatch(allowed.get()::contains));
  }
}
