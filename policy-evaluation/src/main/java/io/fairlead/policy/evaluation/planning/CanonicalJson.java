package io.fairlead.policy.evaluation.planning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/// Brings JSON of one meaning into one form: properties in the order of their names, and none that
/// are null, since Azure Resource Manager takes null for absent. Elements of arrays stay as they
/// are.
final class CanonicalJson {
  private CanonicalJson() {}

  static JsonNode of(JsonNode value) {
    if (value.isObject()) {
      ObjectNode sorted = JsonNodeFactory.instance.objectNode();
      Map<String, JsonNode> properties = new TreeMap<>();
      value.forEachEntry(properties::put);
      properties.forEach(
          (name, property) -> {
            if (!property.isNull()) {
              sorted.set(name, of(property));
            }
          });
      return sorted;
    }
    if (value.isArray()) {
      ArrayNode elements = JsonNodeFactory.instance.arrayNode(value.size());
      value.forEach(element -> elements.add(of(element)));
      return elements;
    }
    return value;
  }
}
