package io.fairlead.engine.topology;

/// What became of a cluster.
sealed interface Change {
  /// Something changed that its evaluation rests on.
  record Touched() implements Change {}

  /// It is gone.
  ///
  /// @param epoch in which that was published
  record Gone(long epoch) implements Change {}
}
