package io.fairlead.engine.topology;

/// What became of a cluster.
sealed interface Change {
  /// Something changed that its evaluation rests on.
  record Touched() implements Change {}

  /// Only how it gets on with what it is to do: nothing to be decided rests on it.
  record GotOn() implements Change {}

  /// It is gone.
  ///
  /// @param epoch in which that was published
  record Gone(long epoch) implements Change {}
}
