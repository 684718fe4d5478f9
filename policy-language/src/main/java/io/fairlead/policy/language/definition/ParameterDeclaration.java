package io.fairlead.policy.language.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.value.Equality;
import io.fairlead.policy.language.value.Values;
import org.jspecify.annotations.Nullable;

/// A parameter of a policy definition.
///
/// @param name as declared
/// @param defaultValue null when an assignment has to give a value
/// @param allowedValues an array; a missing node when everything is allowed
/// @param metadata for people; a missing node when there is none
/// @param schema what an object must be like; null for anything
public record ParameterDeclaration(
    String name,
    ParameterType type,
    @Nullable JsonNode defaultValue,
    JsonNode allowedValues,
    JsonNode metadata,
    @Nullable Schema schema) {

  /// Passes a value on that the parameter takes. As documented, letter case counts in allowed
  /// values; an array may hold any of them.
  ///
  /// @throws EvaluationException when it does not take it
  JsonNode accept(JsonNode value, Fuel fuel) {
    if (!type.fits(value)) {
      throw new EvaluationException(
          "expected a value of type " + type.written() + ", found " + Values.describe(value));
    }
    if (allowedValues.isArray() && !isAllowed(value, fuel)) {
      throw new EvaluationException(
          "expected one of the allowed values "
              + Values.shortened(Values.json(allowedValues))
              + " in this letter case, found "
              + Values.describe(value));
    }
    if (schema != null) {
      schema.check(value, fuel);
    }
    return value;
  }

  private boolean isAllowed(JsonNode value, Fuel fuel) {
    return contains(value, fuel)
        || (type == ParameterType.ARRAY
            && value.valueStream().allMatch(element -> contains(element, fuel)));
  }

  private boolean contains(JsonNode value, Fuel fuel) {
    return allowedValues
        .valueStream()
        .anyMatch(allowed -> Equality.CASE_SENSITIVE.same(allowed, value, fuel));
  }
}
