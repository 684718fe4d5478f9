package io.fairlead.policy.evaluation;

import io.fairlead.contract.event.ClusterState;
import java.util.List;

/// A cluster with all of its configurations.
///
/// @param cluster the cluster
/// @param configurations all of it, of both types, in any order
public record KnownCluster(ClusterState cluster, List<KnownConfiguration> configurations) {
  public KnownCluster {
    configurations = List.copyOf(configurations);
  }
}
