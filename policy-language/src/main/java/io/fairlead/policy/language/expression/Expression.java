package io.fairlead.policy.language.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.function.Function;
import io.fairlead.policy.language.resource.CountScope;
import io.fairlead.policy.language.resource.FieldSelector;
import java.util.List;

/// An expression, read: every name in it is resolved to what it means. Immutable.
public sealed interface Expression {
  /// Where it begins, as an index into the string it stands in, brackets included.
  int position();

  record Literal(JsonNode value, int position) implements Expression {}

  /// A function of its arguments alone.
  record Call(Function function, List<Expression> arguments, int position) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /// `if`, `and`, `or`, `coalesce`.
  record Lazy(Choice choice, List<Expression> arguments, int position) implements Expression {
    public Lazy {
      arguments = List.copyOf(arguments);
    }
  }

  /// A question to the surroundings.
  record Ask(Question question, List<Expression> arguments, int position) implements Expression {
    public Ask {
      arguments = List.copyOf(arguments);
    }
  }

  /// `field('name')`: of the resource that the rule's `if` is about.
  record Field(FieldSelector field, int position) implements Expression {}

  /// `field(…)` with a name that is not known before the evaluation.
  ///
  /// @param scope the counts around the place
  record NamedField(Expression name, CountScope scope, int position) implements Expression {}

  /// `current(…)` within a count over a field: of the member in hand.
  record CurrentField(FieldSelector field, int position) implements Expression {}

  /// `current(…)` within a count over a value: the member in hand.
  record CurrentValue(int slot, int position) implements Expression {}

  /// `target.key` or `target[key]`.
  ///
  /// @param lenient whether a part that is not there is null; else it is an error
  record Access(Expression target, Expression key, boolean lenient, int position)
      implements Expression {}
}
