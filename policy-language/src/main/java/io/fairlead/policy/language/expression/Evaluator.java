package io.fairlead.policy.language.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.expression.Expression.Access;
import io.fairlead.policy.language.expression.Expression.Ask;
import io.fairlead.policy.language.expression.Expression.Call;
import io.fairlead.policy.language.expression.Expression.CurrentField;
import io.fairlead.policy.language.expression.Expression.CurrentValue;
import io.fairlead.policy.language.expression.Expression.Field;
import io.fairlead.policy.language.expression.Expression.Lazy;
import io.fairlead.policy.language.expression.Expression.Literal;
import io.fairlead.policy.language.expression.Expression.NamedField;
import io.fairlead.policy.language.function.Arguments;
import io.fairlead.policy.language.function.Function;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.value.Measure;
import io.fairlead.policy.language.value.Values;
import java.util.ArrayList;
import java.util.List;

/// Works out what an expression means in its surroundings. Every node visited takes fuel.
public final class Evaluator {
  private Evaluator() {}

  /// The value of an expression.
  ///
  /// @return a value; null as a null node, never a missing one
  /// @throws EvaluationException when there is none
  public static JsonNode evaluate(Expression expression, Surroundings surroundings) {
    surroundings.fuel().burn(1);
    return switch (expression) {
      case Literal(JsonNode value, int position) -> value;
      case Call(Function function, List<Expression> arguments, int position) ->
          call(function, all(arguments, surroundings), surroundings.fuel());
      case Lazy lazy -> choose(lazy, surroundings);
      case Ask(Question question, List<Expression> arguments, int position) ->
          surroundings.ask(question, all(arguments, surroundings));
      case Field(var field, int position) -> surroundings.field(field);
      case NamedField(Expression name, var scope, int position) ->
          surroundings.field(text(evaluate(name, surroundings), "field()"), scope);
      case CurrentField(var field, int position) -> surroundings.currentField(field);
      case CurrentValue(int slot, int position) -> surroundings.currentValue(slot);
      case Access(Expression target, Expression key, boolean lenient, int position) ->
          access(
              evaluate(target, surroundings),
              evaluate(key, surroundings),
              lenient,
              surroundings.fuel());
    };
  }

  /// Calls a function and holds its answer within bounds.
  static JsonNode call(Function function, List<JsonNode> arguments, Fuel fuel) {
    return Measure.check(
        function.body().apply(new Arguments(function.name(), arguments, fuel)), fuel);
  }

  private static List<JsonNode> all(List<Expression> expressions, Surroundings surroundings) {
    List<JsonNode> values = new ArrayList<>(expressions.size());
    for (Expression expression : expressions) {
      values.add(evaluate(expression, surroundings));
    }
    return values;
  }

  private static JsonNode choose(Lazy lazy, Surroundings surroundings) {
    List<Expression> arguments = lazy.arguments();
    return switch (lazy.choice()) {
      case IF -> evaluate(arguments.get(decide(lazy, 0, surroundings) ? 1 : 2), surroundings);
      case AND -> Values.bool(!anyIs(false, lazy, surroundings));
      case OR -> Values.bool(anyIs(true, lazy, surroundings));
      case COALESCE -> {
        for (Expression argument : arguments) {
          JsonNode value = evaluate(argument, surroundings);
          if (!Values.isAbsent(value)) {
            yield value;
          }
        }
        yield Values.NULL;
      }
    };
  }

  private static boolean anyIs(boolean wanted, Lazy lazy, Surroundings surroundings) {
    for (int i = 0; i < lazy.arguments().size(); i++) {
      if (decide(lazy, i, surroundings) == wanted) {
        return true;
      }
    }
    return false;
  }

  private static boolean decide(Lazy lazy, int position, Surroundings surroundings) {
    return decision(
        lazy.choice(), evaluate(lazy.arguments().get(position), surroundings), position);
  }

  static boolean decision(Choice choice, JsonNode value, int position) {
    if (!value.isBoolean()) {
      throw new EvaluationException(
          choice.signature().name()
              + "() expects a boolean as argument "
              + (position + 1)
              + ", found "
              + Values.describe(value));
    }
    return value.booleanValue();
  }

  static String text(JsonNode value, String who) {
    if (!value.isTextual()) {
      throw new EvaluationException(who + " expects a string, found " + Values.describe(value));
    }
    return value.textValue();
  }

  static JsonNode access(JsonNode target, JsonNode key, boolean lenient, Fuel fuel) {
    fuel.burn(1);
    JsonNode part = null;
    if (target.isObject() && key.isTextual()) {
      fuel.burn(1 + target.size());
      part = Values.property(target, key.textValue());
    } else if (target.isArray() && Values.isInteger(key)) {
      part = key.canConvertToInt() ? target.get(key.intValue()) : null;
    } else if (!(lenient && isNothing(target))) {
      throw new EvaluationException(
          "expected an object with a name or an array with an index, found "
              + Values.kind(target)
              + " with "
              + Values.describe(key));
    }
    if (part == null && !lenient) {
      throw new EvaluationException(
          Values.kind(target)
              + (target.isArray() ? " of " + target.size() : "")
              + " has no part "
              + Values.describe(key));
    }
    return part == null ? Values.NULL : part;
  }

  /// Null, or the empty text that `field` gives for what a resource does not have.
  private static boolean isNothing(JsonNode target) {
    return Values.isAbsent(target) || (target.isTextual() && target.textValue().isEmpty());
  }
}
