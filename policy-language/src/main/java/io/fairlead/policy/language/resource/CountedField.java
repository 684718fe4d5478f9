package io.fairlead.policy.language.resource;

import io.fairlead.policy.language.resource.FieldSelector.Alias;
import java.util.ArrayList;
import java.util.List;

/// An array that a count goes through, member by member.
///
/// @param field the array's alias; each of its arrays has a slot
/// @param from the first step that the count itself goes through; arrays before it are in the
/// hand of counts around it
public record CountedField(Alias field, int from) {
  /// Gives each array that no count around has in hand a slot of its own.
  ///
  /// @param nextSlot the first free slot
  public static CountedField of(Alias bound, int nextSlot) {
    List<Step> steps = new ArrayList<>(bound.steps());
    int from = steps.size();
    int slot = nextSlot;
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Each each && each.isAll()) {
        steps.set(i, new Step.Each(slot++));
        from = Math.min(from, i);
      }
    }
    return new CountedField(new Alias(bound.typeKey(), steps), from);
  }

  /// How many slots the count itself fills.
  public int slots() {
    return (int)
        field.steps().subList(from, field.steps().size()).stream()
            .filter(Step.Each.class::isInstance)
            .count();
  }

  /// Whether a field goes through the very array that this goes through at that step.
  boolean sharesArray(Alias other, int position) {
    List<Step> own = field.steps();
    if (!field.typeKey().equals(other.typeKey()) || own.size() <= position) {
      return false;
    }
    for (int i = 0; i <= position; i++) {
      boolean same =
          switch (own.get(i)) {
            case Step.Each each -> other.steps().get(i) instanceof Step.Each;
            case Step.Property(String name) ->
                other.steps().get(i) instanceof Step.Property(String otherName)
                    && name.equalsIgnoreCase(otherName);
          };
      if (!same) {
        return false;
      }
    }
    return true;
  }
}
