package io.fairlead.benchmarks.fleet;

import io.fairlead.contract.id.ConfigurationVersion;

/// Is told what agents do. Called from the agents' threads: it must be thread-safe and quick.
@FunctionalInterface
public interface AgentObserver {
  /// Tells nobody.
  AgentObserver NOBODY = (version, nanos) -> {};

  /// An agent has durably stored a state, and acknowledges it next.
  ///
  /// @param nanos when, by [System#nanoTime()]
  void stored(ConfigurationVersion version, long nanos);
}
