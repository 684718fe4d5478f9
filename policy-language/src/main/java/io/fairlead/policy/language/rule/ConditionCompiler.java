package io.fairlead.policy.language.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.content.Content.Fixed;
import io.fairlead.policy.language.content.ContentEvaluator;
import io.fairlead.policy.language.expression.Folding;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.problem.Problems;
import io.fairlead.policy.language.resource.CountScope;
import io.fairlead.policy.language.resource.FieldNames;
import io.fairlead.policy.language.resource.FieldSelector;
import io.fairlead.policy.language.resource.FieldSelector.Alias;
import io.fairlead.policy.language.resource.FieldSelector.Standard;
import io.fairlead.policy.language.rule.Condition.AllOf;
import io.fairlead.policy.language.rule.Condition.AnyOf;
import io.fairlead.policy.language.rule.Condition.Not;
import io.fairlead.policy.language.rule.Condition.OfField;
import io.fairlead.policy.language.rule.Condition.OfFieldCount;
import io.fairlead.policy.language.rule.Condition.OfValue;
import io.fairlead.policy.language.rule.Condition.OfValueCount;
import io.fairlead.policy.language.rule.Condition.Test;
import io.fairlead.policy.language.value.Measure;
import io.fairlead.policy.language.value.Values;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Binds conditions to parameters. Whatever needs no resource is worked out here: names of
/// fields, values to compare to, sets to look in.
public final class ConditionCompiler {
  private static final Check ALWAYS = run -> true;

  private final Folding folding;
  private final Problems problems;

  public ConditionCompiler(Folding folding, Problems problems) {
    this.folding = folding;
    this.problems = problems;
  }

  /// A comparison in a run.
  private interface RunTest {
    boolean test(JsonNode actual, RuleRun run);
  }

  public Check compile(Condition condition) {
    return switch (condition) {
      case AllOf(List<Condition> conditions) -> allOf(all(conditions));
      case AnyOf(List<Condition> conditions) -> anyOf(all(conditions));
      case Not(Condition negated) -> {
        Check check = compile(negated);
        yield run -> !check.test(run);
      }
      case OfField field -> field(field);
      case OfValue(Content value, Test test) -> {
        Content folded = value.fold(folding);
        RunTest compiled = test(test, UnaryOperator.identity());
        yield run -> compiled.test(ContentEvaluator.evaluate(folded, run), run);
      }
      case OfFieldCount(var counted, @Nullable Condition where, Test test) -> {
        Check check = where(where);
        RunTest compiled = test(test, UnaryOperator.identity());
        yield run -> compiled.test(Values.number(run.count(counted, check)), run);
      }
      case OfValueCount count -> valueCount(count);
    };
  }

  private Check[] all(List<Condition> conditions) {
    return conditions.stream().map(this::compile).toArray(Check[]::new);
  }

  private Check where(@Nullable Condition where) {
    return where == null ? ALWAYS : compile(where);
  }

  private static Check allOf(Check[] checks) {
    return run -> {
      for (Check check : checks) {
        run.fuel().burn(1);
        if (!check.test(run)) {
          return false;
        }
      }
      return true;
    };
  }

  private static Check anyOf(Check[] checks) {
    return run -> {
      for (Check check : checks) {
        run.fuel().burn(1);
        if (check.test(run)) {
          return true;
        }
      }
      return false;
    };
  }

  private Check valueCount(OfValueCount count) {
    Content array = count.array().fold(folding);
    Check where = where(count.where());
    RunTest test = test(count.test(), UnaryOperator.identity());
    if (array instanceof Fixed(JsonNode value) && !value.isArray()) {
      problems.add(count.path(), "expected an array, found " + Values.describe(value));
    }
    return run -> {
      JsonNode elements = ContentEvaluator.evaluate(array, run);
      if (!elements.isArray()) {
        throw new EvaluationException(
            count.path(), "expected an array, found " + Values.describe(elements));
      }
      int satisfied;
      try {
        satisfied = run.count(elements, count.slot(), where);
      } catch (EvaluationException e) {
        throw e.at(count.path());
      }
      return test.test(Values.number(satisfied), run);
    };
  }

  private Check field(OfField condition) {
    Content name = condition.name().fold(folding);
    if (!(name instanceof Fixed(JsonNode text))) {
      RunTest test = test(condition.test(), UnaryOperator.identity());
      return run -> {
        FieldSelector field =
            named(ContentEvaluator.evaluate(name, run), condition.scope(), condition.path());
        return holds(field, test, run);
      };
    }
    try {
      FieldSelector field = named(text, condition.scope(), condition.path());
      RunTest test =
          test(
              condition.test(),
              field == Standard.LOCATION
                  ? ConditionCompiler::normalizedLocation
                  : UnaryOperator.identity());
      return run -> holds(field, test, run);
    } catch (EvaluationException e) {
      problems.add(e);
      return ALWAYS;
    }
  }

  private static FieldSelector named(JsonNode name, CountScope scope, String path) {
    if (!name.isTextual()) {
      throw new EvaluationException(
          path, "expected the name of a field, found " + Values.describe(name));
    }
    try {
      return FieldNames.parse(name.textValue(), scope);
    } catch (EvaluationException e) {
      throw e.at(path);
    }
  }

  /// A field that means several values satisfies a test when all of them do, and so when there
  /// are none.
  private static boolean holds(FieldSelector field, RunTest test, RuleRun run) {
    if (!(field instanceof Alias alias && alias.isCollection())) {
      return test.test(run.subject().value(field), run);
    }
    for (JsonNode value : run.subject().values(alias)) {
      if (!test.test(value, run)) {
        return false;
      }
    }
    return true;
  }

  /// @param normalized is applied to both sides
  private RunTest test(Test test, UnaryOperator<JsonNode> normalized) {
    Content expected = test.expected().fold(folding);
    if (!(expected instanceof Fixed(JsonNode value))) {
      return (actual, run) -> {
        JsonNode worked = Measure.check(ContentEvaluator.evaluate(expected, run), run.fuel());
        return at(
            test.path(),
            test.operator().prepareWithin(normalized.apply(worked), test.path()),
            normalized.apply(actual),
            run);
      };
    }
    try {
      ValueTest prepared = test.operator().prepare(normalized.apply(value));
      return (actual, run) -> at(test.path(), prepared, normalized.apply(actual), run);
    } catch (EvaluationException e) {
      problems.add(e.at(test.path()));
      return (actual, run) -> false;
    }
  }

  private static boolean at(String path, ValueTest test, JsonNode actual, RuleRun run) {
    try {
      return test.test(actual, run.fuel());
    } catch (EvaluationException e) {
      throw e.at(path);
    }
  }

  /// Locations compare without blanks: `East US 2` is `eastus2`.
  private static JsonNode normalizedLocation(JsonNode value) {
    if (value.isTextual()) {
      return Values.text(value.textValue().replace(" ", "").toLowerCase(Locale.ROOT));
    }
    if (value.isArray()) {
      ArrayNode normalized = Values.array();
      value.forEach(element -> normalized.add(normalizedLocation(element)));
      return normalized;
    }
    return value;
  }
}
