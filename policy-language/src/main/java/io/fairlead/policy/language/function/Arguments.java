package io.fairlead.policy.language.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.value.Values;
import java.util.ArrayList;
import java.util.List;

/// What a function is called with, read as the kinds it wants. Positions count from 0 here and
/// from 1 in messages.
public final class Arguments {
  private final String function;
  private final List<JsonNode> values;
  private final Fuel fuel;

  public Arguments(String function, List<JsonNode> values, Fuel fuel) {
    this.function = function;
    this.values = values;
    this.fuel = fuel;
  }

  int count() {
    return values.size();
  }

  boolean has(int position) {
    return position < values.size();
  }

  JsonNode get(int position) {
    return values.get(position);
  }

  List<JsonNode> all() {
    return values;
  }

  Fuel fuel() {
    return fuel;
  }

  String text(int position) {
    JsonNode value = values.get(position);
    if (!value.isTextual()) {
      throw wrong(position, "a string");
    }
    fuel.burnText(value.textValue().length());
    return value.textValue();
  }

  String textOr(int position, String otherwise) {
    return has(position) ? text(position) : otherwise;
  }

  /// A string, number or boolean as text.
  String scalarText(int position) {
    JsonNode value = values.get(position);
    if (!Values.isScalar(value) || Values.isAbsent(value)) {
      throw wrong(position, "a string, number or boolean");
    }
    String text = Values.scalarText(value);
    fuel.burnText(text.length());
    return text;
  }

  List<String> texts() {
    List<String> texts = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      texts.add(text(i));
    }
    return texts;
  }

  long integer(int position) {
    JsonNode value = values.get(position);
    if (!Values.isInteger(value)) {
      throw wrong(position, "an integer");
    }
    return value.longValue();
  }

  /// An integer used as a length or an index: anything beyond is as good as the nearest bound.
  int smallInteger(int position) {
    return Math.clamp(integer(position), Integer.MIN_VALUE + 1, Integer.MAX_VALUE - 1);
  }

  boolean bool(int position) {
    JsonNode value = values.get(position);
    if (!value.isBoolean()) {
      throw wrong(position, "a boolean");
    }
    return value.booleanValue();
  }

  JsonNode array(int position) {
    JsonNode value = values.get(position);
    if (!value.isArray()) {
      throw wrong(position, "an array");
    }
    fuel.burn(1 + value.size());
    return value;
  }

  JsonNode object(int position) {
    JsonNode value = values.get(position);
    if (!value.isObject()) {
      throw wrong(position, "an object");
    }
    fuel.burn(1 + value.size());
    return value;
  }

  /// Whether every argument is of that kind.
  boolean allArrays() {
    return values.stream().allMatch(JsonNode::isArray);
  }

  boolean allObjects() {
    return values.stream().allMatch(JsonNode::isObject);
  }

  EvaluationException wrong(int position, String expected) {
    JsonNode value = values.get(position);
    return new EvaluationException(
        function
            + "() expects "
            + expected
            + " as argument "
            + (position + 1)
            + ", found "
            + Values.describe(value)
            + (value.isPojo() ? ", which can only be passed on whole" : ""));
  }

  EvaluationException fails(String why) {
    return new EvaluationException(function + "() " + why);
  }
}
