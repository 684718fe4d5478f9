package io.fairlead.api.resource;

import io.fairlead.api.json.JsonPath;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Violation.Kind;
import io.fairlead.policy.language.problem.Checked;
import io.fairlead.policy.language.problem.Problem;
import java.util.List;

/// What the policy language finds wrong, as violations of a document.
public final class LanguageProblems {
  private LanguageProblems() {}

  /// All that is wrong with what was read.
  public static List<Problem> of(Checked<?> checked) {
    return switch (checked) {
      case Checked.Valid<?> _ -> List.of();
      case Checked.Invalid<?>(List<Problem> problems) -> problems;
    };
  }

  /// Adds them, but for those of a property with which something was found to be wrong before.
  ///
  /// @param at what the problems' paths start from
  public static void add(List<Problem> problems, JsonPath at, Findings findings) {
    for (Problem problem : problems) {
      JsonPath path = at.within(problem.path());
      if (!findings.has(path)) {
        findings.add(
            kind(problem.kind()), path, () -> "'%s': %s.".formatted(path, problem.message()));
      }
    }
  }

  private static Kind kind(Problem.Kind kind) {
    return switch (kind) {
      case MISSING -> Kind.MissingProperty;
      case UNKNOWN -> Kind.UnknownProperty;
      case WRONG_TYPE -> Kind.WrongType;
      case WRONG_VALUE -> Kind.InvalidValue;
      case TOO_MUCH -> Kind.OutOfRange;
      case TWICE -> Kind.InvalidCombination;
    };
  }
}
