package io.fairlead.policy.language.rule;

/// A condition, bound to parameters. Immutable, thread-safe: all that changes is in the run.
@FunctionalInterface
public interface Check {
  /// Whether the condition is true.
  ///
  /// @throws io.fairlead.policy.language.problem.EvaluationException when there is no answer
  boolean test(RuleRun run);
}
