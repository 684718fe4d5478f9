package io.fairlead.policy.language.expression;

import io.fairlead.policy.language.expression.Expression.Ask;
import io.fairlead.policy.language.expression.Expression.Call;
import io.fairlead.policy.language.expression.Expression.CurrentField;
import io.fairlead.policy.language.expression.Expression.CurrentValue;
import io.fairlead.policy.language.expression.Expression.Field;
import io.fairlead.policy.language.expression.Expression.Lazy;
import io.fairlead.policy.language.expression.Expression.Literal;
import io.fairlead.policy.language.expression.Expression.NamedField;
import io.fairlead.policy.language.function.Dialect;
import io.fairlead.policy.language.function.Function;
import io.fairlead.policy.language.function.Functions;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.resource.CountScope;
import io.fairlead.policy.language.resource.FieldNames;
import io.fairlead.policy.language.resource.FieldSelector;
import io.fairlead.policy.language.value.Values;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Resolves calls: by name, number of arguments and place.
final class Calls {
  private static final Signature FIELD = new Signature("field", 1, 1, EnumSet.of(Dialect.POLICY));
  private static final Signature CURRENT =
      new Signature("current", 0, 1, EnumSet.of(Dialect.POLICY));

  /// Functions that Azure has and that have no answer here, with the reason.
  private static final Map<String, String> UNANSWERABLE =
      Map.of(
          "reference", "the state of deployed resources is not known while a deployment is planned",
          "newguid", "the same deployment must come out the same every time; use guid()",
          "environment", "this is no Azure cloud",
          "providers", "there are no resource providers to ask",
          "pickzones", "there are no availability zones",
          "tenant", "there is no tenant",
          "managementgroup", "there are no management groups",
          "lambda", "lambda functions are not supported",
          "filter", "lambda functions are not supported",
          "map", "lambda functions are not supported");

  private final Setting setting;

  Calls(Setting setting) {
    this.setting = setting;
  }

  /// @throws EvaluationException when there is no such call
  Expression resolve(String name, List<Expression> arguments, int position) {
    setting.calls().add();
    Function function = Functions.named(name);
    if (function != null) {
      check(Signature.of(function), arguments);
      return new Call(function, arguments, position);
    }
    Choice choice = Choice.named(name);
    if (choice != null) {
      check(choice.signature(), arguments);
      return new Lazy(choice, arguments, position);
    }
    Question question = Question.named(name);
    if (question != null) {
      check(question.signature(), arguments);
      return ask(question, arguments, position);
    }
    if (name.equalsIgnoreCase(FIELD.name())) {
      check(FIELD, arguments);
      return field(arguments.getFirst(), position);
    }
    if (name.equalsIgnoreCase(CURRENT.name())) {
      check(CURRENT, arguments);
      return current(arguments, position);
    }
    String why = UNANSWERABLE.get(name.toLowerCase(Locale.ROOT));
    throw new EvaluationException(
        why != null
            ? name + "() has no answer here: " + why
            : "expected the name of a function, found '" + Values.shortened(name) + "'");
  }

  private void check(Signature signature, List<Expression> arguments) {
    if (!signature.places().contains(setting.dialect())) {
      throw new EvaluationException(
          signature.name() + "() does not exist in " + setting.dialect().words());
    }
    int count = arguments.size();
    if (count < signature.min() || count > signature.max() || count > Limits.ARGUMENTS) {
      throw new EvaluationException(
          signature.name() + "() expects " + signature.arity() + ", found " + count);
    }
  }

  private Expression ask(Question question, List<Expression> arguments, int position) {
    switch (question) {
      case PARAMETERS -> checkName("parameter", setting.parameters(), arguments.getFirst());
      case VARIABLES -> checkName("variable", setting.variables(), arguments.getFirst());
      case COPY_INDEX,
          DEPLOYMENT,
          RESOURCE_ID,
          SUBSCRIPTION_RESOURCE_ID,
          RESOURCE_GROUP,
          SUBSCRIPTION,
          UTC_NOW,
          POLICY,
          REQUEST_CONTEXT -> {}
    }
    return new Ask(question, arguments, position);
  }

  private static void checkName(String kind, Set<String> known, Expression name) {
    String text = textOf(name);
    if (text != null && !known.contains(text.toLowerCase(Locale.ROOT))) {
      throw new EvaluationException(
          "expected the name of a " + kind + " that is declared, found '" + text + "'");
    }
  }

  private Expression field(Expression name, int position) {
    String text = textOf(name);
    return text == null
        ? new NamedField(name, setting.fieldCounts(), position)
        : new Field(FieldNames.parse(text, setting.fieldCounts()), position);
  }

  private Expression current(List<Expression> arguments, int position) {
    CountScope scope = setting.counts();
    if (arguments.isEmpty()) {
      return switch (scope) {
        case CountScope.None() ->
            throw new EvaluationException("current() exists only within the where of a count");
        case CountScope.OfField(var counted, CountScope.None()) ->
            new CurrentField(counted.field(), position);
        case CountScope.OfValue(String name, int slot, CountScope.None()) ->
            new CurrentValue(slot, position);
        case CountScope.OfField _, CountScope.OfValue _ ->
            throw new EvaluationException(
                "current() needs to be told which, where counts stand within counts");
      };
    }
    String name = textOf(arguments.getFirst());
    if (name == null) {
      throw new EvaluationException(
          "current() expects the name of a count or of a counted array, written out");
    }
    for (CountScope at = scope; !(at instanceof CountScope.None); at = outer(at)) {
      if (at instanceof CountScope.OfValue(String counted, int slot, CountScope outer)
          && counted.equalsIgnoreCase(name)) {
        return new CurrentValue(slot, position);
      }
    }
    if (name.indexOf('/') > 0) {
      FieldSelector field = FieldNames.parse(name, scope);
      if (!field.isCollection() && name.contains("[*]")) {
        return new CurrentField(field, position);
      }
    }
    throw new EvaluationException(
        "current() expects the name of a count around or the alias of a counted array, found '"
            + Values.shortened(name)
            + "'");
  }

  private static CountScope outer(CountScope scope) {
    return switch (scope) {
      case CountScope.OfField(var counted, CountScope outer) -> outer;
      case CountScope.OfValue(String name, int slot, CountScope outer) -> outer;
      case CountScope.None none -> none;
    };
  }

  private static @Nullable String textOf(Expression expression) {
    return expression instanceof Literal(var value, int position) && value.isTextual()
        ? value.textValue()
        : null;
  }
}
