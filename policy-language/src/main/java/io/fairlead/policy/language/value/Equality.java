package io.fairlead.policy.language.value;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.limit.Fuel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When two values are the same. The function `equals` respects letter case, conditions do not.
public enum Equality {
  CASE_SENSITIVE,
  CASE_INSENSITIVE;

  /// Compares by kind and value: the text `1` is not the number 1.
  public boolean same(JsonNode one, JsonNode other, Fuel fuel) {
    fuel.burn(1);
    if (one.isTextual() && other.isTextual()) {
      fuel.burnText(one.textValue().length());
      return sameText(one.textValue(), other.textValue());
    }
    if (one.isNumber() && other.isNumber()) {
      return (Values.isInteger(one) && Values.isInteger(other))
          ? one.longValue() == other.longValue()
          : one.doubleValue() == other.doubleValue();
    }
    if (one.isArray() && other.isArray()) {
      return sameElements(one, other, fuel);
    }
    if (one.isObject() && other.isObject()) {
      return sameProperties(one, other, fuel);
    }
    return one.equals(other) || (Values.isAbsent(one) && Values.isAbsent(other));
  }

  public boolean sameText(String one, String other) {
    return this == CASE_SENSITIVE ? one.equals(other) : one.equalsIgnoreCase(other);
  }

  private boolean sameElements(JsonNode one, JsonNode other, Fuel fuel) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!same(one.get(i), other.get(i), fuel)) {
        return false;
      }
    }
    return true;
  }

  private boolean sameProperties(JsonNode one, JsonNode other, Fuel fuel) {
    if (one.size() != other.size()) {
      return false;
    }
    for (Map.Entry<String, JsonNode> property : one.properties()) {
      JsonNode counterpart = counterpart(other, property.getKey(), fuel);
      if (counterpart == null || !same(property.getValue(), counterpart, fuel)) {
        return false;
      }
    }
    return true;
  }

  private @Nullable JsonNode counterpart(JsonNode object, String name, Fuel fuel) {
    if (this == CASE_SENSITIVE) {
      return object.get(name);
    }
    fuel.burn(1 + object.size());
    return Values.property(object, name);
  }
}
