package io.fairlead.local;

import java.time.Duration;

/// When the stop of a stack ends by force what has not ended, counted from its start.
///
/// @param services the services
/// @param servers the database and the broker, which are told to end after them
record Patience(Duration services, Duration servers) {
  /// Of a user, for whom a stop is over within ten seconds.
  static final Patience USUAL = new Patience(Duration.ofSeconds(6), Duration.ofSeconds(9));

  /// What is left of the time until an end.
  ///
  /// @param start by [System#nanoTime()]
  /// @return not below zero
  static Duration left(long start, Duration end) {
    Duration rest = end.minusNanos(System.nanoTime() - start);
    return rest.isNegative() ? Duration.ZERO : rest;
  }
}
