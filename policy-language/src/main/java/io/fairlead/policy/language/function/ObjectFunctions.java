package io.fairlead.policy.language.function;

import static io.fairlead.policy.language.function.Function.ANY_NUMBER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.policy.language.value.Values;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Functions on objects.
final class ObjectFunctions {
  static final List<Function> ALL =
      List.of(
          Function.of("createObject", 0, ANY_NUMBER, ObjectFunctions::createObject),
          Function.of("items", 1, 1, ObjectFunctions::items),
          Function.of("null", 0, 0, a -> Values.NULL),
          Function.of("objectKeys", 1, 1, ObjectFunctions::objectKeys),
          Function.of("shallowMerge", 1, 1, ObjectFunctions::shallowMerge),
          Function.of("tryGet", 2, ANY_NUMBER, ObjectFunctions::tryGet));

  private ObjectFunctions() {}

  private static JsonNode createObject(Arguments arguments) {
    if (arguments.count() % 2 != 0) {
      throw arguments.fails("expects a value for every name");
    }
    ObjectNode object = Values.object();
    for (int i = 0; i < arguments.count(); i += 2) {
      object.set(arguments.text(i), arguments.get(i + 1));
    }
    return object;
  }

  private static JsonNode items(Arguments arguments) {
    ArrayNode items = Values.array();
    JsonNode object = arguments.object(0);
    sortedKeys(object)
        .forEach(key -> items.addObject().put("key", key).set("value", object.get(key)));
    return items;
  }

  private static JsonNode objectKeys(Arguments arguments) {
    ArrayNode keys = Values.array();
    sortedKeys(arguments.object(0)).forEach(keys::add);
    return keys;
  }

  private static Stream<String> sortedKeys(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).sorted();
  }

  /// Later objects win, whole property by whole property.
  private static JsonNode shallowMerge(Arguments arguments) {
    ObjectNode merged = Values.object();
    for (JsonNode part : arguments.array(0)) {
      if (!part.isObject()) {
        throw arguments.wrong(0, "an array of objects");
      }
      for (Map.Entry<String, JsonNode> property : part.properties()) {
        arguments.fuel().burn(1 + merged.size());
        String written = Values.key(merged, property.getKey());
        merged.set(written == null ? property.getKey() : written, property.getValue());
      }
    }
    return merged;
  }

  /// Follows names and indexes; null as soon as there is nothing.
  private static JsonNode tryGet(Arguments arguments) {
    JsonNode at = arguments.get(0);
    for (int i = 1; i < arguments.count(); i++) {
      JsonNode key = arguments.get(i);
      JsonNode next;
      if (key.isTextual()) {
        arguments.fuel().burn(1 + at.size());
        next = at.isObject() ? Values.property(at, key.textValue()) : null;
      } else {
        int index = arguments.smallInteger(i);
        next = at.isArray() ? at.get(index) : null;
      }
      if (next == null) {
        return Values.NULL;
      }
      at = next;
    }
    return at;
  }
}
