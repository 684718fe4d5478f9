package io.fairlead.policy.language.resource;

/// One step from a value to a part of it.
public sealed interface Step {
  /// To a property of an object, whatever the letter case of its name.
  record Property(String name) implements Step {}

  /// To the members of an array.
  ///
  /// @param slot which of the members: the number under which a `count` around holds its index,
  /// or [#ALL]
  record Each(int slot) implements Step {
    /// All members.
    public static final int ALL = -1;

    boolean isAll() {
      return slot == ALL;
    }
  }
}
