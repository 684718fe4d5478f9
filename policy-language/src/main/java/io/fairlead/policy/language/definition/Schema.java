package io.fairlead.policy.language.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.problem.JsonPath;
import io.fairlead.policy.language.problem.Problems;
import io.fairlead.policy.language.value.Equality;
import io.fairlead.policy.language.value.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an object given to a parameter must be like: JSON Schema, as far as it describes
/// shapes. What it has beyond that, patterns and references among it, is refused when a
/// definition is read rather than left unchecked later. Immutable.
///
/// @param types empty for any
/// @param additional what properties beyond `properties` must be like; null for anything
/// @param closed whether there may be none of these
/// @param items null for anything
/// @param choices an array; a missing node for anything
public record Schema(
    Set<String> types,
    Map<String, Schema> properties,
    Set<String> required,
    @Nullable Schema additional,
    boolean closed,
    @Nullable Schema items,
    JsonNode choices,
    Map<String, Long> bounds) {
  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "integer", "number", "boolean", "null");
  private static final Set<String> BOUNDS =
      Set.of(
          "minProperties",
          "maxProperties",
          "minItems",
          "maxItems",
          "minLength",
          "maxLength",
          "minimum",
          "maximum");
  private static final Set<String> NOTES =
      Set.of("$schema", "$id", "title", "description", "default", "examples", "$comment");

  public Schema {
    types = Set.copyOf(types);
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    required = Set.copyOf(required);
    bounds = Collections.unmodifiableMap(new LinkedHashMap<>(bounds));
  }

  static Schema parse(JsonNode json, String path, Problems problems) {
    if (!json.isObject()) {
      problems.add(path, "expected an object, found " + Values.kind(json));
    }
    Map<String, Long> bounds = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> property : json.properties()) {
      String name = property.getKey();
      String place = JsonPath.child(path, name);
      switch (name) {
        case "type", "properties", "required", "additionalProperties", "items", "enum" -> {}
        default -> {
          if (BOUNDS.contains(name) && Values.isInteger(property.getValue())) {
            bounds.put(name, property.getValue().longValue());
          } else if (BOUNDS.contains(name)) {
            problems.add(place, "expected an integer");
          } else if (!NOTES.contains(name)) {
            problems.add(
                place,
                "expected type, properties, required, additionalProperties, items, enum or a bound"
                    + " on sizes; nothing else of JSON Schema is supported");
          }
        }
      }
    }
    JsonNode additional = json.path("additionalProperties");
    JsonNode items = json.path("items");
    return new Schema(
        types(json.path("type"), JsonPath.child(path, "type"), problems),
        properties(json.path("properties"), JsonPath.child(path, "properties"), problems),
        Set.copyOf(texts(json.path("required"), JsonPath.child(path, "required"), problems)),
        additional.isObject()
            ? parse(additional, JsonPath.child(path, "additionalProperties"), problems)
            : null,
        additional.isBoolean() && !additional.booleanValue(),
        items.isMissingNode() ? null : parse(items, JsonPath.child(path, "items"), problems),
        json.path("enum"),
        bounds);
  }

  private static Set<String> types(JsonNode json, String path, Problems problems) {
    List<String> types = json.isTextual() ? List.of(json.textValue()) : texts(json, path, problems);
    if (!TYPES.containsAll(types)) {
      problems.add(path, "expected the name of a JSON type, or an array of such");
    }
    return Set.copyOf(types);
  }

  private static Map<String, Schema> properties(JsonNode json, String path, Problems problems) {
    Map<String, Schema> schemas = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> property : json.properties()) {
      schemas.put(
          property.getKey(),
          parse(property.getValue(), JsonPath.child(path, property.getKey()), problems));
    }
    return schemas;
  }

  private static List<String> texts(JsonNode json, String path, Problems problems) {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : json) {
      texts.add(text.asText());
    }
    if (!json.isMissingNode() && !json.isArray()) {
      problems.add(path, "expected an array of strings, found " + Values.kind(json));
    }
    return texts;
  }

  /// @throws EvaluationException when the value is not like this; says where in it
  void check(JsonNode value, Fuel fuel) {
    check(value, "", fuel);
  }

  private void check(JsonNode value, String at, Fuel fuel) {
    fuel.burn(1);
    if (!types.isEmpty() && types.stream().noneMatch(type -> isOfType(type, value))) {
      throw wrong(
          at, "a value of type " + String.join(" or ", types.stream().sorted().toList()), value);
    }
    if (choices.isArray()
        && choices
            .valueStream()
            .noneMatch(choice -> Equality.CASE_SENSITIVE.same(choice, value, fuel))) {
      throw wrong(at, "one of " + Values.shortened(Values.json(choices)), value);
    }
    bounds.forEach((name, bound) -> checkBound(name, bound, value, at));
    if (value.isObject()) {
      checkProperties(value, at, fuel);
    }
    if (items != null && value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        items.check(value.get(i), JsonPath.index(at, i), fuel);
      }
    }
  }

  private void checkProperties(JsonNode value, String at, Fuel fuel) {
    for (String name : required.stream().sorted().toList()) {
      if (!value.has(name)) {
        throw wrong(at, "the property '" + name + "'", value);
      }
    }
    for (Map.Entry<String, JsonNode> property : value.properties()) {
      String place = JsonPath.child(at, property.getKey());
      Schema schema = properties.getOrDefault(property.getKey(), additional);
      if (schema != null) {
        schema.check(property.getValue(), place, fuel);
      } else if (closed) {
        throw wrong(
            place, "no property beside " + properties.keySet().stream().sorted().toList(), value);
      }
    }
  }

  private static void checkBound(String name, long bound, JsonNode value, String at) {
    boolean holds =
        switch (name) {
          case "minProperties" -> !value.isObject() || value.size() >= bound;
          case "maxProperties" -> !value.isObject() || value.size() <= bound;
          case "minItems" -> !value.isArray() || value.size() >= bound;
          case "maxItems" -> !value.isArray() || value.size() <= bound;
          case "minLength" -> !value.isTextual() || value.textValue().length() >= bound;
          case "maxLength" -> !value.isTextual() || value.textValue().length() <= bound;
          case "minimum" -> !value.isNumber() || value.doubleValue() >= bound;
          default -> !value.isNumber() || value.doubleValue() <= bound;
        };
    if (!holds) {
      throw wrong(at, name + " " + bound, value);
    }
  }

  private static boolean isOfType(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default -> value.isNull();
    };
  }

  private static EvaluationException wrong(String at, String expected, JsonNode value) {
    return new EvaluationException(
        "expected "
            + expected
            + (at.isEmpty() ? "" : " at " + at)
            + " by the parameter's schema, found "
            + Values.describe(value));
  }
}
