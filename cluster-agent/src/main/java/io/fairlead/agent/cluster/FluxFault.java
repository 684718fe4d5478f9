package io.fairlead.agent.cluster;

/// Why one of Flux's controllers does not work, as far as can be seen.
///
/// @param installed whether it is in the cluster at all
/// @param message for people
public record FluxFault(boolean installed, String message) {}
