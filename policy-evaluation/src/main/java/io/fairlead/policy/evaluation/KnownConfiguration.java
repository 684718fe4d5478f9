package io.fairlead.policy.evaluation;

import io.fairlead.contract.event.ConfigurationState;

/// A configuration and what its cluster said of it.
///
/// @param state the desired state
/// @param heard what the cluster said of this incarnation
public record KnownConfiguration(ConfigurationState state, Heard heard) {
  /// Whether the cluster has stored the current generation.
  boolean isStored() {
    return heard.stored() >= state.generation();
  }

  /// Whether the status is about the current generation.
  boolean isObserved() {
    return heard.observed() >= state.generation();
  }

  /// Whether the cluster has refused the current generation and has not come round since.
  boolean isRefused() {
    return heard.refused() >= state.generation() && !isStored() && !isObserved();
  }
}
