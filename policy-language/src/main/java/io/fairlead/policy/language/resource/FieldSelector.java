package io.fairlead.policy.language.resource;

import java.util.List;

/// The name of a field, read: which part of a resource it means. [FieldNames] reads names,
/// [FieldReader] selects.
public sealed interface FieldSelector {
  /// A field that every resource has.
  enum Standard implements FieldSelector {
    NAME,
    FULL_NAME,
    TYPE,
    LOCATION,
    ID,
    KIND,
    TAGS
  }

  /// The value of a tag, whatever the letter case of its name.
  record Tag(String name) implements FieldSelector {}

  /// A part of the managed identity, such as `identity.type`.
  ///
  /// @param steps from the body on
  record Identity(List<Step> steps) implements FieldSelector {
    public Identity {
      steps = List.copyOf(steps);
    }
  }

  /// A property that resources of one type have; resources of other types have nothing there.
  ///
  /// @param typeKey the type in lower case
  /// @param steps from the body on
  record Alias(String typeKey, List<Step> steps) implements FieldSelector {
    public Alias {
      steps = List.copyOf(steps);
    }

    /// Whether there is an array on the way, members in hand or not.
    boolean goesThroughArray() {
      return steps.stream().anyMatch(Step.Each.class::isInstance);
    }
  }

  /// Whether this selects any number of values rather than one: it goes through all members of
  /// some array.
  default boolean isCollection() {
    return this instanceof Alias alias
        && alias.steps().stream().anyMatch(step -> step instanceof Step.Each each && each.isAll());
  }
}
