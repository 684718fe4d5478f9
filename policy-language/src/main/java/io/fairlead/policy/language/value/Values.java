package io.fairlead.policy.language.value;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fairlead.contract.json.Json;
import io.fairlead.policy.language.problem.EvaluationException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes and reads values.
public final class Values {
  public static final JsonNode NULL = NullNode.getInstance();
  public static final JsonNode MISSING = MissingNode.getInstance();
  public static final JsonNode EMPTY_TEXT = TextNode.valueOf("");

  private static final int SHOWN = 60;

  private Values() {}

  public static JsonNode text(String text) {
    return TextNode.valueOf(text);
  }

  public static JsonNode bool(boolean value) {
    return BooleanNode.valueOf(value);
  }

  /// An integer, in the form that reading JSON would give it.
  public static JsonNode number(long value) {
    return (int) value == value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
  }

  public static JsonNode number(double value) {
    return DoubleNode.valueOf(value);
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  public static JsonNode array(List<? extends JsonNode> elements) {
    return array().addAll(elements);
  }

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// Whether there is nothing: null, or no value at all.
  public static boolean isAbsent(JsonNode value) {
    return value.isNull() || value.isMissingNode();
  }

  /// Whether this is an integer of at most 64 bits, the language's only kind.
  public static boolean isInteger(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong();
  }

  /// The property of that name, letter case apart; null when there is none. A name in the very
  /// same case wins.
  public static @Nullable JsonNode property(JsonNode object, String name) {
    JsonNode exact = object.get(name);
    if (exact != null) {
      return exact;
    }
    String key = key(object, name);
    return key == null ? null : object.get(key);
  }

  /// How the object itself writes the name of that property; null when it has none.
  public static @Nullable String key(JsonNode object, String name) {
    if (object.has(name)) {
      return name;
    }
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      if (property.getKey().equalsIgnoreCase(name)) {
        return property.getKey();
      }
    }
    return null;
  }

  /// A scalar as text, for what compares or joins by text: nothing is the empty text.
  ///
  /// @throws IllegalArgumentException for an array, an object or a secret
  public static String scalarText(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue();
    }
    if (isAbsent(value)) {
      return "";
    }
    if (value.isBoolean()) {
      return value.booleanValue() ? "True" : "False";
    }
    if (value.isNumber()) {
      return value.asText();
    }
    throw new IllegalArgumentException("no scalar: " + describe(value));
  }

  /// Whether [#scalarText(JsonNode)] has an answer.
  public static boolean isScalar(JsonNode value) {
    return value.isTextual() || value.isBoolean() || value.isNumber() || isAbsent(value);
  }

  /// The value as compact JSON.
  public static String json(JsonNode value) {
    try {
      return Json.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new EvaluationException("cannot be written as JSON: " + e.getOriginalMessage());
    }
  }

  /// The kind of a value, for messages.
  public static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "a string";
      case NUMBER -> value.isIntegralNumber() ? "an integer" : "a number";
      case BOOLEAN -> "a boolean";
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case NULL -> "null";
      case MISSING -> "nothing";
      case POJO -> "a secret";
      case BINARY -> "binary data";
    };
  }

  /// Kind and value, for messages: short, and never of a secret.
  public static String describe(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "the string '" + shortened(value.textValue()) + "'";
      case NUMBER, BOOLEAN -> shortened(value.asText());
      case ARRAY -> "an array of " + value.size();
      case OBJECT, NULL, MISSING, POJO, BINARY -> kind(value);
    };
  }

  public static String shortened(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }
}
