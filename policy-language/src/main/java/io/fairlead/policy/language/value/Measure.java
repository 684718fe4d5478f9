package io.fairlead.policy.language.value;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.EvaluationException;
import java.util.Map;

/// Holds values within bounds. Values share parts, so that a small program could make one that
/// is huge once written out: what is made is walked as it would be written out, and given up at
/// the bound.
public final class Measure {
  private final Fuel fuel;
  private int nodes;
  private int characters;

  private Measure(Fuel fuel) {
    this.fuel = fuel;
  }

  /// Passes a value on that is within the bounds.
  ///
  /// @throws EvaluationException when it is not
  public static JsonNode check(JsonNode value, Fuel fuel) {
    if (value.isTextual()) {
      int length = value.textValue().length();
      fuel.burnText(length);
      if (length > Limits.TEXT) {
        throw new EvaluationException(
            "a string has at most " + Limits.TEXT + " characters here, this one " + length);
      }
    } else if (value.isContainerNode()) {
      new Measure(fuel).walk(value, 1);
    }
    return value;
  }

  private void walk(JsonNode value, int depth) {
    if (++nodes > Limits.VALUE_NODES) {
      throw new EvaluationException("a value has at most " + Limits.VALUE_NODES + " parts");
    }
    fuel.burn(1);
    if (value.isTextual()) {
      count(value.textValue());
    } else if (value.isContainerNode()) {
      if (depth > Limits.VALUE_DEPTH) {
        throw new EvaluationException("a value nests at most " + Limits.VALUE_DEPTH + " deep");
      }
      for (Map.Entry<String, JsonNode> property : value.properties()) {
        count(property.getKey());
        walk(property.getValue(), depth + 1);
      }
      if (value.isArray()) {
        for (JsonNode element : value) {
          walk(element, depth + 1);
        }
      }
    }
  }

  private void count(String text) {
    fuel.burnText(text.length());
    characters += text.length();
    if (characters > Limits.VALUE_CHARACTERS) {
      throw new EvaluationException(
          "a value holds at most " + Limits.VALUE_CHARACTERS + " characters of text");
    }
  }
}
