package io.fairlead.agent.cluster;

/// Whether what is there of some kinds can be seen.
public sealed interface Sight {
  /// All of it is seen.
  record Clear() implements Sight {}

  /// Not yet, or not for a moment.
  record Pending() implements Sight {}

  /// It cannot be seen, and has not been for long.
  ///
  /// @param message says which kind and why, for people
  record Barred(String message) implements Sight {}
}
