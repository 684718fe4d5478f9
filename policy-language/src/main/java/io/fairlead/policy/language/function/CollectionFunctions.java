package io.fairlead.policy.language.function;

import static io.fairlead.policy.language.function.Function.ANY_NUMBER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.policy.language.value.Equality;
import io.fairlead.policy.language.value.TextSearch;
import io.fairlead.policy.language.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Functions that work on strings, arrays and objects alike, or on arrays and objects.
final class CollectionFunctions {
  static final List<Function> ALL =
      List.of(
          Function.of("concat", 1, ANY_NUMBER, CollectionFunctions::concat),
          Function.of("contains", 2, 2, CollectionFunctions::contains),
          Function.of("empty", 1, 1, CollectionFunctions::empty),
          Function.of("first", 1, 1, a -> end(a, true)),
          Function.of("intersection", 2, ANY_NUMBER, CollectionFunctions::intersection),
          Function.of("last", 1, 1, a -> end(a, false)),
          Function.of("length", 1, 1, CollectionFunctions::length),
          Function.of("union", 2, ANY_NUMBER, CollectionFunctions::union));

  private CollectionFunctions() {}

  /// Whether functions call two values the same: letter case counts.
  static boolean same(JsonNode one, JsonNode other, Arguments arguments) {
    return Equality.CASE_SENSITIVE.same(one, other, arguments.fuel());
  }

  /// Keeps secrets out of what becomes text.
  static void refuseSecrets(JsonNode value, Arguments arguments) {
    arguments.fuel().burn(1);
    if (value.isPojo()) {
      throw arguments.fails("cannot work with a secret, which can only be passed on whole");
    }
    for (JsonNode part : value) {
      refuseSecrets(part, arguments);
    }
  }

  private static JsonNode concat(Arguments arguments) {
    if (arguments.allArrays()) {
      ArrayNode all = Values.array();
      for (int i = 0; i < arguments.count(); i++) {
        arguments.array(i).forEach(all::add);
      }
      return all;
    }
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < arguments.count(); i++) {
      TextFunctions.append(joined, arguments.scalarText(i), arguments);
    }
    return Values.text(joined.toString());
  }

  private static JsonNode contains(Arguments arguments) {
    JsonNode container = arguments.get(0);
    JsonNode sought = arguments.get(1);
    if (container.isTextual()) {
      return Values.bool(TextSearch.indexOf(arguments.text(0), arguments.scalarText(1), 0) >= 0);
    }
    if (container.isObject()) {
      arguments.object(0);
      return Values.bool(Values.key(container, arguments.scalarText(1)) != null);
    }
    if (!container.isArray()) {
      throw arguments.wrong(0, "a string, an array or an object");
    }
    return Values.bool(holds(arguments.array(0), sought, arguments));
  }

  private static boolean holds(Iterable<JsonNode> elements, JsonNode sought, Arguments arguments) {
    for (JsonNode element : elements) {
      if (same(element, sought, arguments)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode empty(Arguments arguments) {
    JsonNode value = arguments.get(0);
    if (value.isTextual()) {
      return Values.bool(value.textValue().isEmpty());
    }
    if (value.isContainerNode() || Values.isAbsent(value)) {
      return Values.bool(value.isEmpty());
    }
    // A vault holds no empty secret.
    if (value.isPojo()) {
      return Values.bool(false);
    }
    throw arguments.wrong(0, "a string, an array, an object or null");
  }

  /// The first or last element or letter: of nothing, null or the empty text.
  private static JsonNode end(Arguments arguments, boolean first) {
    JsonNode value = arguments.get(0);
    if (value.isArray()) {
      return value.isEmpty() ? Values.NULL : value.get(first ? 0 : value.size() - 1);
    }
    if (!value.isTextual()) {
      throw arguments.wrong(0, "a string or an array");
    }
    String text = arguments.text(0);
    if (text.isEmpty()) {
      return value;
    }
    int at = first ? 0 : text.length() - 1;
    return Values.text(text.substring(at, at + 1));
  }

  private static JsonNode length(Arguments arguments) {
    JsonNode value = arguments.get(0);
    if (value.isTextual()) {
      return Values.number(value.textValue().length());
    }
    if (value.isContainerNode()) {
      return Values.number(value.size());
    }
    throw arguments.wrong(0, "a string, an array or an object");
  }

  private static JsonNode intersection(Arguments arguments) {
    if (arguments.allArrays()) {
      List<JsonNode> common = new ArrayList<>();
      for (JsonNode candidate : arguments.array(0)) {
        boolean everywhere = !holds(common, candidate, arguments);
        for (int i = 1; everywhere && i < arguments.count(); i++) {
          everywhere = holds(arguments.get(i), candidate, arguments);
        }
        if (everywhere) {
          common.add(candidate);
        }
      }
      return Values.array(common);
    }
    if (arguments.allObjects()) {
      ObjectNode common = Values.object();
      for (Map.Entry<String, JsonNode> candidate : arguments.object(0).properties()) {
        boolean everywhere = true;
        for (int i = 1; everywhere && i < arguments.count(); i++) {
          JsonNode other = Values.property(arguments.object(i), candidate.getKey());
          everywhere = other != null && same(candidate.getValue(), other, arguments);
        }
        if (everywhere) {
          common.set(candidate.getKey(), candidate.getValue());
        }
      }
      return common;
    }
    throw arguments.fails("expects only arrays or only objects");
  }

  /// Arrays: every element once, in the order they come. Objects: later ones win, nested
  /// objects are united likewise.
  private static JsonNode union(Arguments arguments) {
    if (arguments.allArrays()) {
      List<JsonNode> all = new ArrayList<>();
      for (int i = 0; i < arguments.count(); i++) {
        for (JsonNode element : arguments.array(i)) {
          if (!holds(all, element, arguments)) {
            all.add(element);
          }
        }
      }
      return Values.array(all);
    }
    if (arguments.allObjects()) {
      JsonNode all = Values.object();
      for (int i = 0; i < arguments.count(); i++) {
        all = united(all, arguments.object(i), arguments);
      }
      return all;
    }
    throw arguments.fails("expects only arrays or only objects");
  }

  private static JsonNode united(JsonNode one, JsonNode other, Arguments arguments) {
    ObjectNode all = Values.object();
    one.properties().forEach(property -> all.set(property.getKey(), property.getValue()));
    for (Map.Entry<String, JsonNode> property : other.properties()) {
      arguments.fuel().burn(1 + all.size());
      String written = Values.key(all, property.getKey());
      JsonNode before = written == null ? Values.NULL : all.get(written);
      JsonNode after =
          before.isObject() && property.getValue().isObject()
              ? united(before, property.getValue(), arguments)
              : property.getValue();
      all.set(written == null ? property.getKey() : written, after);
    }
    return all;
  }
}
