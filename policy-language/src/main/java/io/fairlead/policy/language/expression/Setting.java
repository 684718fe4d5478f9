package io.fairlead.policy.language.expression;

import io.fairlead.policy.language.function.Dialect;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.resource.CountScope;
import java.util.Set;

/// What is known of the place where an expression stands, as it is read.
///
/// @param parameters the names that `parameters` knows, in lower case
/// @param variables the names that `variables` knows, in lower case
/// @param counts the counts around the place
/// @param fieldCounts the same as far as `field` sees them; other than `counts` where fields
/// and `field` are about two resources
/// @param calls counts the calls of all expressions around
public record Setting(
    Dialect dialect,
    Set<String> parameters,
    Set<String> variables,
    CountScope counts,
    CountScope fieldCounts,
    CallCount calls) {
  /// In a rule, outside any count.
  public static Setting policy(Set<String> parameters) {
    return new Setting(
        Dialect.POLICY,
        parameters,
        Set.of(),
        new CountScope.None(),
        new CountScope.None(),
        new CallCount());
  }

  /// In a template.
  public static Setting template(Set<String> parameters, Set<String> variables) {
    return new Setting(
        Dialect.TEMPLATE,
        parameters,
        variables,
        new CountScope.None(),
        new CountScope.None(),
        new CallCount());
  }

  /// Within one more count.
  public Setting within(CountScope inner, boolean aboutTheSameResource) {
    return new Setting(
        dialect, parameters, variables, inner, aboutTheSameResource ? inner : fieldCounts, calls);
  }

  /// Counts calls while a definition is read. For one thread.
  public static final class CallCount {
    private int calls;

    void add() {
      if (++calls > Limits.FUNCTION_CALLS) {
        throw new EvaluationException(
            "expected at most " + Limits.FUNCTION_CALLS + " function calls in all");
      }
    }
  }
}
