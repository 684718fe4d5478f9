package io.fairlead.benchmarks.fleet;

/// What happens in a [Script].
public sealed interface Event {
  /// A share of the fleet does something, all at once.
  record ToAgents(Share share, Act act) implements Event {}

  /// A link becomes that fast or slow.
  ///
  /// @param bytesPerSecond for each connection and direction; at least 1
  record ToLink(SlowLink link, long bytesPerSecond) implements Event {}
}
