package io.fairlead.api.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Makes values that a schema allows, as far as a schema and [Words] can say it. Safe for use by
/// several threads.
final class SchemaValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DEEPEST = 8;

  /// A Flux configuration has exactly one of these, and says which.
  private static final Map<String, String> SOURCES =
      Map.of(
          "gitRepository", "GitRepository",
          "bucket", "Bucket",
          "azureBlob", "AzureBlob",
          "ociRepository", "OCIRepository");

  private final JsonNode components;
  private final Words words;
  private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

  SchemaValues(JsonNode components, Words words) {
    this.components = components;
    this.words = words;
  }

  /// A value for a schema.
  ///
  /// @param name of the property or parameter that it is for
  JsonNode value(Random random, JsonNode schema, String name) {
    return value(random, schema, name, 0);
  }

  private JsonNode value(Random random, JsonNode referring, String name, int depth) {
    JsonNode schema = DescribedOperation.resolve(components, referring);
    if (schema.has("anyOf")) {
      JsonNode options = schema.path("anyOf");
      // The last one is null.
      return value(random, options.get(random.nextInt(12) == 0 ? 1 : 0), name, depth);
    }
    if (schema.has("enum")) {
      JsonNode values = schema.path("enum");
      return values.get(random.nextInt(values.size()));
    }
    JsonNode type = schema.path("type");
    String kind = type.isArray() ? type.get(0).asText() : type.asText();
    return switch (kind) {
      case "object" -> object(random, schema, name, depth);
      case "array" -> {
        var array = NODES.arrayNode();
        int size = depth > DEEPEST ? 0 : 1 + random.nextInt(2);
        for (int i = 0; i < size; i++) {
          array.add(value(random, schema.path("items"), name, depth + 1));
        }
        yield array;
      }
      case "integer" -> integer(random, schema);
      case "boolean" -> NODES.booleanNode(random.nextBoolean());
      case "null" -> NODES.nullNode();
      default -> NODES.textNode(text(random, schema, name));
    };
  }

  private JsonNode object(Random random, JsonNode schema, String name, int depth) {
    List<String> free = Words.objects(name);
    if (!schema.has("properties") && !free.isEmpty()) {
      return Json.readTree(pick(random, free).getBytes(StandardCharsets.UTF_8));
    }
    ObjectNode object = NODES.objectNode();
    JsonNode required = schema.path("required");
    List<String> wanted = new ArrayList<>();
    required.forEach(one -> wanted.add(one.asText()));
    for (var property : schema.path("properties").properties()) {
      boolean must = wanted.contains(property.getKey());
      boolean readOnly = property.getValue().path("readOnly").asBoolean();
      int oneIn = readOnly ? 60 : depth < 2 ? 4 : 6;
      if (must || (depth < DEEPEST && random.nextInt(oneIn) == 0)) {
        object.set(
            property.getKey(), value(random, property.getValue(), property.getKey(), depth + 1));
      }
    }
    if (schema.path("additionalProperties").isObject() && depth < DEEPEST) {
      String key =
          schema.has("propertyNames") ? text(random, schema.path("propertyNames"), "") : "entry";
      object.set(key, value(random, schema.path("additionalProperties"), name, depth + 1));
    }
    return schema.path("properties").has("gitRepository")
        ? withOneSource(random, schema, object)
        : object;
  }

  private ObjectNode withOneSource(Random random, JsonNode schema, ObjectNode object) {
    if (random.nextInt(8) == 0) {
      return object;
    }
    List<String> names = SOURCES.keySet().stream().sorted().toList();
    String kept = pick(random, names);
    names.stream().filter(name -> !name.equals(kept)).forEach(object::remove);
    JsonNode described = schema.path("properties").path(kept);
    JsonNode definition = described.has("anyOf") ? described.path("anyOf").get(0) : described;
    object.set(kept, value(random, definition, kept, 2));
    return object.put("sourceKind", SOURCES.get(kept));
  }

  private static JsonNode integer(Random random, JsonNode schema) {
    long min = schema.path("minimum").asLong(0);
    long max = schema.path("maximum").asLong(1_000);
    return switch (random.nextInt(4)) {
      case 0 -> NODES.numberNode(min);
      case 1 -> NODES.numberNode(max);
      default -> NODES.numberNode(min + (long) (random.nextDouble() * Math.min(max - min, 900)));
    };
  }

  private String text(Random random, JsonNode schema, String name) {
    if (Words.knows(name)) {
      return pick(random, words.of(name));
    }
    List<String> fitting = words.any().stream().filter(word -> fits(schema, word)).toList();
    return fitting.isEmpty() ? pick(random, words.any()) : pick(random, fitting);
  }

  private boolean fits(JsonNode schema, String word) {
    return word.length() >= schema.path("minLength").asInt(0)
        && word.length() <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
        && (!schema.has("pattern")
            || patterns
                .computeIfAbsent(schema.path("pattern").asText(), Pattern::compile)
                .matcher(word)
                .find());
  }

  static <T> T pick(Random random, List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
