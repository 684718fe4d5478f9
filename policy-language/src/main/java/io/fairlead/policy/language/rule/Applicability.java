package io.fairlead.policy.language.rule;

import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.content.Content.Fixed;
import io.fairlead.policy.language.expression.Folding;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.problem.Problems;
import io.fairlead.policy.language.rule.Condition.AllOf;
import io.fairlead.policy.language.rule.Condition.AnyOf;
import io.fairlead.policy.language.rule.Condition.Not;
import io.fairlead.policy.language.rule.Condition.OfField;
import io.fairlead.policy.language.rule.Condition.OfFieldCount;
import io.fairlead.policy.language.rule.Condition.OfValue;
import io.fairlead.policy.language.rule.Condition.OfValueCount;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which resources a rule is about, whether it matches them or not. As Azure documents it
/// ("applicability logic" of `audit` and `deny`), only conditions on the fields `type`, `kind` and
/// `name` count; whatever else is asked may be true or false. Immutable, thread-safe.
public final class Applicability {
  private static final Set<String> COUNTED = Set.of("type", "kind", "name");

  private final Guess guess;

  private Applicability(Guess guess) {
    this.guess = guess;
  }

  private enum Truth {
    FALSE,
    UNKNOWN,
    TRUE;

    Truth negated() {
      return switch (this) {
        case FALSE -> TRUE;
        case UNKNOWN -> UNKNOWN;
        case TRUE -> FALSE;
      };
    }
  }

  /// A condition of which not everything counts.
  private interface Guess {
    Truth of(RuleRun run);
  }

  /// Binds a condition.
  public static Applicability of(Condition condition, Folding folding) {
    // What is wrong with the condition is reported where it is compiled to be evaluated.
    var compiler = new ConditionCompiler(folding, new Problems());
    return new Applicability(guess(condition, folding, compiler));
  }

  /// Whether the rule is about the resource: unless what counts makes it false.
  public boolean includes(RuleRun run) {
    return guess.of(run) != Truth.FALSE;
  }

  private static Guess guess(Condition condition, Folding folding, ConditionCompiler compiler) {
    return switch (condition) {
      case AllOf(List<Condition> conditions) ->
          decidedBy(Truth.FALSE, conditions, folding, compiler);
      case AnyOf(List<Condition> conditions) ->
          decidedBy(Truth.TRUE, conditions, folding, compiler);
      case Not(Condition negated) -> {
        Guess guess = guess(negated, folding, compiler);
        yield run -> guess.of(run).negated();
      }
      case OfField field when counts(field.name().fold(folding)) ->
          certain(compiler.compile(field));
      case OfField _, OfValue _, OfFieldCount _, OfValueCount _ -> run -> Truth.UNKNOWN;
    };
  }

  /// One that is `decisive` decides; else one that is unknown does.
  private static Guess decidedBy(
      Truth decisive, List<Condition> conditions, Folding folding, ConditionCompiler compiler) {
    List<Guess> guesses =
        conditions.stream().map(condition -> guess(condition, folding, compiler)).toList();
    return run -> {
      Truth answer = decisive.negated();
      for (Guess guess : guesses) {
        run.fuel().burn(1);
        Truth truth = guess.of(run);
        if (truth == decisive) {
          return decisive;
        }
        if (truth == Truth.UNKNOWN) {
          answer = Truth.UNKNOWN;
        }
      }
      return answer;
    };
  }

  private static boolean counts(Content name) {
    return name instanceof Fixed(var text)
        && COUNTED.contains(text.asText().toLowerCase(Locale.ROOT));
  }

  private static Guess certain(Check check) {
    return run -> {
      try {
        return check.test(run) ? Truth.TRUE : Truth.FALSE;
      } catch (EvaluationException e) {
        // Evaluating the rule itself says what is wrong.
        return Truth.UNKNOWN;
      }
    };
  }
}
