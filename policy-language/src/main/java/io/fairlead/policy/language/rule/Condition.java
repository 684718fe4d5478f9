package io.fairlead.policy.language.rule;

import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.resource.CountScope;
import io.fairlead.policy.language.resource.CountedField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A condition as written, parameters not yet put in. Immutable.
public sealed interface Condition {
  /// True when all are, and of none.
  record AllOf(List<Condition> conditions) implements Condition {
    public AllOf {
      conditions = List.copyOf(conditions);
    }
  }

  /// True when one is.
  record AnyOf(List<Condition> conditions) implements Condition {
    public AnyOf {
      conditions = List.copyOf(conditions);
    }
  }

  /// True when the other is not.
  record Not(Condition condition) implements Condition {}

  /// About a field of the resource; where it means several values, about all of them.
  ///
  /// @param name the field's
  /// @param scope the counts around
  /// @param path where the name stands
  record OfField(Content name, CountScope scope, Test test, String path) implements Condition {}

  /// About a value.
  record OfValue(Content value, Test test) implements Condition {}

  /// About how many members of an array of the resource satisfy a condition.
  ///
  /// @param where null when every member counts
  record OfFieldCount(CountedField counted, @Nullable Condition where, Test test)
      implements Condition {}

  /// About how many elements of a given array satisfy a condition.
  ///
  /// @param slot of the element in hand
  /// @param where null when every element counts
  /// @param path where the array stands
  record OfValueCount(Content array, int slot, @Nullable Condition where, Test test, String path)
      implements Condition {}

  /// An operator with what it compares to.
  ///
  /// @param path where the operator stands
  record Test(Operator operator, Content expected, String path) {}
}
