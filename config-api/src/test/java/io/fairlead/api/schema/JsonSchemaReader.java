package io.fairlead.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Checks a document against the part of JSON Schema that [OpenApi] writes, independently of
/// [Validator].
public final class JsonSchemaReader {
  private final JsonNode components;

  /// Reads the components of a document.
  public JsonSchemaReader(JsonNode components) {
    this.components = components;
  }

  /// What a document breaks of a component; empty when nothing.
  public List<String> problems(String component, JsonNode document) {
    var problems = new ArrayList<String>();
    check(components.path(component), document, component, problems);
    return problems;
  }

  private void check(JsonNode schema, JsonNode value, String at, List<String> problems) {
    if (schema.has("$ref")) {
      var name = schema.get("$ref").textValue().substring("#/components/schemas/".length());
      check(components.required(name), value, at, problems);
      return;
    }
    if (schema.has("anyOf")) {
      var all = new ArrayList<String>();
      for (var option : schema.get("anyOf")) {
        var here = new ArrayList<String>();
        check(option, value, at, here);
        if (here.isEmpty()) {
          return;
        }
        all.addAll(here);
      }
      problems.addAll(all);
      return;
    }
    if (schema.has("type") && !hasType(schema.get("type"), value)) {
      problems.add(at + ": type");
      return;
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      problems.add(at + ": enum");
    }
    if (value.isTextual()) {
      string(schema, value.textValue(), at, problems);
    } else if (value.isNumber()) {
      var number = value.longValue();
      if (number < schema.path("minimum").asLong(Long.MIN_VALUE)
          || number > schema.path("maximum").asLong(Long.MAX_VALUE)) {
        problems.add(at + ": range");
      }
    } else if (value instanceof ObjectNode object) {
      object(schema, object, at, problems);
    } else if (value.isArray()) {
      if (value.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
        problems.add(at + ": maxItems");
      }
      value.forEach(element -> check(schema.path("items"), element, at + "[]", problems));
    }
  }

  private static void string(JsonNode schema, String text, String at, List<String> problems) {
    var length = text.codePointCount(0, text.length());
    if (length < schema.path("minLength").asInt(0)
        || length > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
      problems.add(at + ": length");
    }
    if (schema.has("pattern")
        && !Pattern.compile(schema.get("pattern").textValue()).matcher(text).find()) {
      problems.add(at + ": pattern");
    }
  }

  private void object(JsonNode schema, ObjectNode object, String at, List<String> problems) {
    schema
        .path("required")
        .forEach(
            name -> {
              if (!object.has(name.textValue())) {
                problems.add(at + "." + name.textValue() + ": required");
              }
            });
    if (object.size() > schema.path("maxProperties").asInt(Integer.MAX_VALUE)) {
      problems.add(at + ": maxProperties");
    }
    for (var member : object.properties()) {
      var path = at + "." + member.getKey();
      var known = schema.path("properties").get(member.getKey());
      var others = schema.get("additionalProperties");
      if (schema.has("propertyNames")) {
        string(schema.get("propertyNames"), member.getKey(), path, problems);
      }
      if (known != null) {
        check(known, member.getValue(), path, problems);
      } else if (others != null && others.isObject()) {
        check(others, member.getValue(), path, problems);
      } else if (others != null && !others.booleanValue()) {
        problems.add(path + ": unknown");
      }
    }
  }

  private static boolean hasType(JsonNode type, JsonNode value) {
    if (type.isArray()) {
      for (var option : type) {
        if (hasType(option, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (type.textValue()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException(type.textValue());
    };
  }

  private static boolean contains(JsonNode values, JsonNode value) {
    for (var known : values) {
      if (known.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
