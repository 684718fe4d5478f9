package io.fairlead.policy.language.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.problem.JsonPath;
import io.fairlead.policy.language.problem.Problem.Kind;
import io.fairlead.policy.language.problem.Problems;
import io.fairlead.policy.language.value.Equality;
import io.fairlead.policy.language.value.Values;
import org.jspecify.annotations.Nullable;

/// A parameter of a policy definition.
///
/// @param name as declared
/// @param defaultValue null when an assignment has to give a value
/// @param allowedValues an array; a missing node or null when everything is allowed
/// @param metadata for people; a missing node when there is none
/// @param schema what an object must be like; null for anything
public record ParameterDeclaration(
    String name,
    ParameterType type,
    @Nullable JsonNode defaultValue,
    JsonNode allowedValues,
    JsonNode metadata,
    @Nullable Schema schema) {

  /// Reports why the parameter does not take a value. As documented, letter case counts in
  /// allowed values; an array may hold any of them.
  void check(JsonNode value, String path, Fuel fuel, Problems problems) {
    try {
      if (!requireType(value, path, problems)) {
        return;
      }
      if (allowedValues.isArray() && !isAllowed(value, fuel)) {
        problems.add(
            path,
            "expected one of the allowed values "
                + Values.shortened(Values.json(allowedValues))
                + " in this letter case, found "
                + Values.describe(value));
      } else if (schema != null) {
        schema.check(value, fuel);
      }
    } catch (EvaluationException e) {
      problems.add(e.at(path));
    }
  }

  /// Reports what is wrong with the declaration itself: its allowed values, and its default.
  void checkItself(String path, Problems problems) {
    String allowedPath = JsonPath.child(path, "allowedValues");
    if (!Values.isAbsent(allowedValues) && (!allowedValues.isArray() || allowedValues.isEmpty())) {
      problems.add(Kind.WRONG_TYPE, allowedPath, "expected an array of at least one value");
      return;
    }
    // Those of an array may be its elements.
    if (type != ParameterType.ARRAY) {
      for (int i = 0; i < allowedValues.size(); i++) {
        requireType(allowedValues.get(i), JsonPath.index(allowedPath, i), problems);
      }
    }
    if (defaultValue != null) {
      String defaultPath = JsonPath.child(path, "defaultValue");
      check(defaultValue, defaultPath, new Fuel(Limits.RULE_STEPS), problems);
    }
  }

  private boolean requireType(JsonNode value, String path, Problems problems) {
    if (type.fits(value)) {
      return true;
    }
    problems.add(
        Kind.WRONG_TYPE,
        path,
        "expected a value of type " + type.written() + ", found " + Values.describe(value));
    return false;
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
