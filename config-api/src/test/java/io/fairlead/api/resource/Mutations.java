package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.schema.ArraySchema;
import io.fairlead.api.schema.BooleanSchema;
import io.fairlead.api.schema.FreeFormSchema;
import io.fairlead.api.schema.IntegerSchema;
import io.fairlead.api.schema.MapSchema;
import io.fairlead.api.schema.ObjectSchema;
import io.fairlead.api.schema.Property;
import io.fairlead.api.schema.Schema;
import io.fairlead.api.schema.StringSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Changes valid documents here and there, along their schema, so that about half of the results
/// are valid still.
final class Mutations {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> WORDS =
      List.of(
          "",
          "a",
          "apps",
          "infra",
          "default",
          "main",
          "v1.2.3",
          ">=1.0.0",
          "PT30M",
          "0ba6f0d30760d567de0bac86c8c4eec13ce1a590",
          "11111111-2222-3333-4444-555555555555",
          "sha256:" + "ab".repeat(32),
          "https://git.example.com/apps",
          "ssh://git@git.example.com/apps",
          "oci://ghcr.example.com/org/app",
          "https://user:pw@git.example.com/apps",
          "Not A Label ",
          "x".repeat(300),
          "ü😀",
          Bodies.base64("some text"),
          Bodies.base64(Bodies.PEM_KEY),
          Bodies.base64(Bodies.PEM_CERTIFICATE),
          Bodies.base64(Bodies.KNOWN_HOSTS));

  /// Trying all words as keys takes long.
  private static final Map<StringSchema, List<String>> FITTING = new ConcurrentHashMap<>();

  private final Random random;

  Mutations(Random random) {
    this.random = random;
  }

  /// A copy of `document` with up to four changes.
  ObjectNode mutate(ObjectSchema schema, ObjectNode document) {
    var copy = document.deepCopy();
    IntStream.range(0, random.nextInt(5)).forEach(_ -> change(schema, copy));
    return copy;
  }

  /// Any JSON that a schema might be given, mostly of the right type.
  JsonNode value(Schema schema) {
    if (random.nextInt(20) == 0) {
      return anything();
    }
    return switch (schema) {
      case ObjectSchema object -> {
        var node = NODES.objectNode();
        for (var property : object.properties()) {
          if (property.access() != Property.Access.READ_ONLY
              && (property.required() || random.nextInt(3) == 0)) {
            node.set(property.name(), value(property.schema()));
          }
        }
        yield node;
      }
      case MapSchema map -> {
        var node = NODES.objectNode();
        IntStream.range(0, random.nextInt(3))
            .forEach(_ -> node.set(string(map.keys()).asText(), value(map.values())));
        yield node;
      }
      case ArraySchema array -> {
        var node = NODES.arrayNode();
        IntStream.range(0, random.nextInt(3)).forEach(_ -> node.add(value(array.items())));
        yield node;
      }
      case StringSchema string -> string(string);
      case IntegerSchema integer ->
          NODES.numberNode(
              List.of(integer.min() - 1, integer.min(), 600L, integer.max())
                  .get(random.nextInt(4)));
      case BooleanSchema _ -> NODES.booleanNode(random.nextBoolean());
      case FreeFormSchema _ -> NODES.objectNode().set("any", anything());
    };
  }

  private JsonNode string(StringSchema schema) {
    if (!schema.values().isEmpty() && random.nextInt(10) > 0) {
      return NODES.textNode(schema.values().get(random.nextInt(schema.values().size())));
    }
    var fitting = FITTING.computeIfAbsent(schema, Mutations::fitting);
    var pool = fitting.isEmpty() || random.nextInt(10) == 0 ? WORDS : fitting;
    return NODES.textNode(pool.get(random.nextInt(pool.size())));
  }

  private static List<String> fitting(StringSchema schema) {
    return WORDS.stream().filter(word -> fits(schema, word)).toList();
  }

  private static boolean fits(StringSchema schema, String word) {
    return word.length() >= schema.minLength()
        && word.length() <= schema.maxLength()
        && schema.formats().stream().allMatch(format -> format.check().problem(word) == null);
  }

  private void change(Schema schema, JsonNode node) {
    switch (schema) {
      case ObjectSchema object when node instanceof ObjectNode target -> {
        if (random.nextInt(40) == 0) {
          target.set("surprise", anything());
          return;
        }
        var settable =
            object.properties().stream()
                .filter(property -> property.access() != Property.Access.READ_ONLY)
                .toList();
        if (settable.isEmpty()) {
          return;
        }
        var property = settable.get(random.nextInt(settable.size()));
        var inner = target.get(property.name());
        if (inner != null && inner.isContainerNode() && random.nextInt(8) > 0) {
          change(property.schema(), inner);
        } else if (random.nextInt(6) == 0) {
          target.putNull(property.name());
        } else {
          target.set(property.name(), value(property.schema()));
        }
      }
      case MapSchema map when node instanceof ObjectNode target -> {
        var names = new ArrayList<String>();
        target.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty() || random.nextInt(3) == 0) {
          target.set(string(map.keys()).asText(), value(map.values()));
        } else {
          change(map.values(), target.get(names.get(random.nextInt(names.size()))));
        }
      }
      case ArraySchema array when node instanceof ArrayNode target ->
          target.add(value(array.items()));
      default -> {
        // Nothing inside to change.
      }
    }
  }

  private JsonNode anything() {
    return switch (random.nextInt(8)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextLong());
      case 3 -> NODES.numberNode(random.nextDouble());
      case 4 -> NODES.arrayNode().add(anything());
      case 5 -> NODES.objectNode().set(WORDS.get(random.nextInt(WORDS.size())), anything());
      default -> NODES.textNode(WORDS.get(random.nextInt(WORDS.size())));
    };
  }
}
