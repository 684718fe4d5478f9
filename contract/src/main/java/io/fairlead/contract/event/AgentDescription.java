package io.fairlead.contract.event;

import org.jspecify.annotations.Nullable;

/// What an agent says of itself and its cluster. Facts it does not know are null.
///
/// @param agentVersion the agent's version
/// @param kubernetesVersion the API server's version
/// @param distribution such as `k3s`
/// @param infrastructure such as `generic`
/// @param totalNodeCount number of nodes
/// @param totalCoreCount number of CPU cores over all nodes
public record AgentDescription(
    String agentVersion,
    @Nullable String kubernetesVersion,
    @Nullable String distribution,
    @Nullable String infrastructure,
    @Nullable Integer totalNodeCount,
    @Nullable Integer totalCoreCount) {}
