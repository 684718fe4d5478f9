package io.fairlead.policy.language.rule;

/// A condition with the room that its counts take.
///
/// @param indexSlots how many members of the resource's arrays are in hand at most
/// @param valueSlots how many elements of given arrays are in hand at most
public record Rule(Condition condition, int indexSlots, int valueSlots) {}
