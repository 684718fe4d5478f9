package io.fairlead.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// Brings the members of a document into the order of its schema, because the database gives them
/// back in another.
public final class SchemaOrder {
  private SchemaOrder() {}

  /// A copy with the known properties of each object in the schema's order, and then the others.
  /// Entries of maps are sorted by name.
  public static ObjectNode apply(ObjectSchema schema, ObjectNode document) {
    var ordered = JsonNodeFactory.instance.objectNode();
    for (var property : schema.properties()) {
      var value = document.get(property.name());
      if (value != null) {
        ordered.set(property.name(), apply(property.schema(), value));
      }
    }
    document
        .properties()
        .forEach(
            member -> {
              if (!ordered.has(member.getKey())) {
                ordered.set(member.getKey(), member.getValue().deepCopy());
              }
            });
    return ordered;
  }

  private static JsonNode apply(Schema schema, JsonNode value) {
    return switch (schema) {
      case ObjectSchema inner when value instanceof ObjectNode object -> apply(inner, object);
      case MapSchema map when value instanceof ObjectNode object -> {
        var ordered = JsonNodeFactory.instance.objectNode();
        object.properties().stream()
            .sorted(Map.Entry.comparingByKey())
            .forEach(entry -> ordered.set(entry.getKey(), apply(map.values(), entry.getValue())));
        yield ordered;
      }
      case ArraySchema array when value.isArray() -> {
        var ordered = JsonNodeFactory.instance.arrayNode(value.size());
        value.forEach(element -> ordered.add(apply(array.items(), element)));
        yield ordered;
      }
      case ObjectSchema _,
          MapSchema _,
          ArraySchema _,
          StringSchema _,
          IntegerSchema _,
          BooleanSchema _,
          FreeFormSchema _ ->
          value.deepCopy();
    };
  }
}
