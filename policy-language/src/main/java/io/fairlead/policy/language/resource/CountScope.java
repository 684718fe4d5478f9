package io.fairlead.policy.language.resource;

import io.fairlead.policy.language.resource.FieldSelector.Alias;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The counts around a place in a rule, innermost first. Immutable.
///
/// Each member of an array that a count has in hand is known by a number, its slot, that is
/// given out once in a rule.
public sealed interface CountScope {
  /// Where no count is around.
  record None() implements CountScope {}

  /// Within the `where` of a count over a field.
  record OfField(CountedField counted, CountScope outer) implements CountScope {}

  /// Within the `where` of a count over a value.
  ///
  /// @param slot of the member in hand
  record OfValue(String name, int slot, CountScope outer) implements CountScope {}

  /// The same field, with the members in hand where a count around goes through an array of it.
  default Alias bind(Alias field) {
    List<Step> steps = new ArrayList<>(field.steps());
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Each each && each.isAll()) {
        Step.Each inHand = memberInHand(field, i);
        if (inHand == null) {
          break;
        }
        steps.set(i, inHand);
      }
    }
    return new Alias(field.typeKey(), steps);
  }

  private Step.@Nullable Each memberInHand(Alias field, int position) {
    return switch (this) {
      case None() -> null;
      case OfValue value -> value.outer.memberInHand(field, position);
      case OfField(CountedField counted, CountScope outer) ->
          counted.sharesArray(field, position)
              ? (Step.Each) counted.field().steps().get(position)
              : outer.memberInHand(field, position);
    };
  }
}
