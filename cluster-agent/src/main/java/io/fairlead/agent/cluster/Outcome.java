package io.fairlead.agent.cluster;

/// What came of bringing an object to what it has to be.
public sealed interface Outcome {
  /// It was so already.
  record Unchanged() implements Outcome {}

  /// It is so now.
  record Changed() implements Outcome {}

  /// What is there in its place has to go first, and goes or will be told to.
  record InTheWay() implements Outcome {}

  /// Somebody else's object has its name; that one is not touched.
  ///
  /// @param message says so, for people
  record Taken(String message) implements Outcome {}

  /// The cluster refuses it as it is; trying again does not help until something changes.
  ///
  /// @param message says why, for people
  record Refused(String message) implements Outcome {}
}
