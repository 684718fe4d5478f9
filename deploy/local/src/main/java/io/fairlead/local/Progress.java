package io.fairlead.local;

/// Where a stack says what it is doing, one line at a time. Called from several threads.
@FunctionalInterface
public interface Progress {
  /// One line for a person.
  void say(String line);
}
