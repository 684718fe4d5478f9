package io.fairlead.policy.evaluation;

import io.fairlead.contract.event.ConfigurationState;

/// A configuration and what its cluster said of it.
///
/// @param state the desired state
/// @param heard what the cluster said of this incarnation
public record KnownConfiguration(ConfigurationState state, Heard heard) {}
