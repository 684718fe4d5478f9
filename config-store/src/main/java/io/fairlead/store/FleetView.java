package io.fairlead.store;

import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.ResourceId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Many clusters with all of their configurations, for whoever evaluates policies for them.
/// Thread-safe. A failed `Uni` means that the database could not be asked.
public interface FleetView {
  /// The most clusters of a page.
  int MAX_TOP = 1000;

  /// A page of the clusters in a scope, of all types, in the order of their keys. It may have fewer
  /// than wanted although others follow: some 8 MiB of configurations at most, but for those of a
  /// single cluster.
  ///
  /// @param after the key of the last cluster of the page before; empty for the first page
  /// @param top the most clusters, 1 to [#MAX_TOP]
  Uni<FleetPage> page(PolicyScope scope, Optional<String> after, int top);

  /// These clusters as far as they are there, whatever they take.
  ///
  /// @param clusters at most [#MAX_TOP]
  Uni<FleetPage> of(Collection<ResourceId> clusters);

  /// How many clusters are offline now: of a scope, of a policy those that it has states of.
  Uni<Long> offline(PolicyStateQuery.Of of);

  /// A page as it was read.
  interface FleetPage {
    /// The clusters. Reads their JSON, which takes time: to be called off the event loops, and
    /// once.
    List<FleetCluster> clusters();

    /// The key of the last cluster, when others follow.
    Optional<String> next();
  }

  /// A cluster as it is evaluated.
  ///
  /// @param state its epoch is 0
  /// @param connectivity how it stands now
  /// @param lastHeartbeatAt null when none was heard
  /// @param configurations all of it, those that are being deleted included
  record FleetCluster(
      ClusterState state,
      Connectivity.State connectivity,
      @Nullable Instant lastHeartbeatAt,
      List<ConfigurationState> configurations) {
    public FleetCluster {
      configurations = List.copyOf(configurations);
    }
  }
}
