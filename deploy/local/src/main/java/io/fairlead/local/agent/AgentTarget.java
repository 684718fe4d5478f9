package io.fairlead.local.agent;

import io.fairlead.contract.id.ResourceId;
import java.nio.file.Path;

/// A real cluster that an agent is to work in.
///
/// @param kubeconfig how to reach its API
/// @param cluster its id at the hub
/// @param location where it is, as a new cluster is registered
/// @param namespace where the agent keeps what is its own
/// @param replacesKey whether the cluster's key replaces another one that is registered
public record AgentTarget(
    Path kubeconfig, ResourceId cluster, String location, String namespace, boolean replacesKey) {}
