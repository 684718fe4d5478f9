package io.fairlead.api.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The read-only properties of a cluster. What its agent has not told yet is null.
///
/// @param uid the cluster's incarnation; its identity's ids follow from it
/// @param provisioningState `Succeeded` or `Deleting`
/// @param connectivityStatus `Connecting`, `Connected`, `Offline`, `Expired` or
///     `AgentNotInstalled`
/// @param lastConnectivityTime when the cluster was last heard of
/// @param kubernetesVersion as the agent reports it
/// @param totalNodeCount as the agent reports it
/// @param totalCoreCount as the agent reports it
/// @param agentVersion as the agent reports it
public record ClusterStatus(
    String uid,
    String provisioningState,
    String connectivityStatus,
    @Nullable Instant lastConnectivityTime,
    @Nullable String kubernetesVersion,
    @Nullable Integer totalNodeCount,
    @Nullable Integer totalCoreCount,
    @Nullable String agentVersion) {}
