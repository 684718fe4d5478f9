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
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.resource.FieldNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts the values of parameters in, and works out once what no resource has a say in. What
/// fails to be worked out is left as it is: it may stand behind an `if` that never asks for it.
/// For one thread.
public final class Folding {
  private final Map<String, JsonNode> parameters;
  private final Fuel fuel;

  /// Folds for these values of parameters.
  ///
  /// @param parameters by name in lower case
  public Folding(Map<String, JsonNode> parameters, Fuel fuel) {
    this.parameters = parameters;
    this.fuel = fuel;
  }

  public Expression fold(Expression expression) {
    return switch (expression) {
      case Literal literal -> literal;
      case Field field -> field;
      case CurrentField field -> field;
      case CurrentValue value -> value;
      case Call call -> call(new Call(call.function(), all(call.arguments()), call.position()));
      case Lazy lazy -> lazy(new Lazy(lazy.choice(), all(lazy.arguments()), lazy.position()));
      case Ask ask -> ask(new Ask(ask.question(), all(ask.arguments()), ask.position()));
      case NamedField field ->
          field(new NamedField(fold(field.name()), field.scope(), field.position()));
      case Access access ->
          access(
              new Access(
                  fold(access.target()), fold(access.key()), access.lenient(), access.position()));
    };
  }

  private List<Expression> all(List<Expression> expressions) {
    return expressions.stream().map(this::fold).toList();
  }

  private Expression call(Call call) {
    List<JsonNode> values = new ArrayList<>();
    for (Expression argument : call.arguments()) {
      if (!(argument instanceof Literal(JsonNode value, int position))) {
        return call;
      }
      values.add(value);
    }
    try {
      return new Literal(Evaluator.call(call.function(), values, fuel), call.position());
    } catch (EvaluationException e) {
      return call;
    }
  }

  private static Expression lazy(Lazy lazy) {
    return switch (lazy.choice()) {
      case IF -> {
        JsonNode condition = literal(lazy.arguments().getFirst());
        yield condition == null || !condition.isBoolean()
            ? lazy
            : lazy.arguments().get(condition.booleanValue() ? 1 : 2);
      }
      case AND, OR, COALESCE -> lazy;
    };
  }

  private Expression ask(Ask ask) {
    if (ask.question() != Question.PARAMETERS) {
      return ask;
    }
    JsonNode name = literal(ask.arguments().getFirst());
    JsonNode value =
        name == null || !name.isTextual()
            ? null
            : parameters.get(name.textValue().toLowerCase(Locale.ROOT));
    return value == null ? ask : new Literal(value, ask.position());
  }

  private static Expression field(NamedField field) {
    JsonNode name = literal(field.name());
    if (name == null || !name.isTextual()) {
      return field;
    }
    try {
      return new Field(FieldNames.parse(name.textValue(), field.scope()), field.position());
    } catch (EvaluationException e) {
      return field;
    }
  }

  private Expression access(Access access) {
    JsonNode target = literal(access.target());
    JsonNode key = literal(access.key());
    if (target == null || key == null) {
      return access;
    }
    try {
      return new Literal(Evaluator.access(target, key, access.lenient(), fuel), access.position());
    } catch (EvaluationException e) {
      return access;
    }
  }

  private static @Nullable JsonNode literal(Expression expression) {
    return expression instanceof Literal(JsonNode value, int position) ? value : null;
  }
}
