package io.fairlead.engine.topology;

/// What became of a cluster.
sealed interface Change {
  /// Something changed that its evaluation rests on.
  record Touched() implements Change {}

  /// A configuration changed that no policy ever wrote, or one went: it matters to what is assigned
  /// and to what was asked for, and makes nothing to be withdrawn.
  record Written() implements Change {}

  /// Only how it gets on with what it is to do: nothing to be decided rests on it.
  record GotOn() implements Change {}

  /// Its agent is there, and said something of its configurations: only verdicts rest on it.
  record Told() implements Change {}

  /// Its agent is there, and said nothing that anything rests on.
  record Heard() implements Change {}

  /// It is gone.
  ///
  /// @param epoch in which that was published
  record Gone(long epoch) implements Change {}
}
