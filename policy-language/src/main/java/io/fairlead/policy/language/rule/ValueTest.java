package io.fairlead.policy.language.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.limit.Fuel;

/// An operator with the value it compares to. Thread-safe.
@FunctionalInterface
interface ValueTest {
  /// Whether the operator is satisfied.
  ///
  /// @param actual a value; a missing node where the resource has none
  /// @throws io.fairlead.policy.language.problem.EvaluationException when the two cannot be
  /// compared
  boolean test(JsonNode actual, Fuel fuel);
}
