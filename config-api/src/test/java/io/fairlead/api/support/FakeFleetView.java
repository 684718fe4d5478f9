package io.fairlead.api.support;

import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.Connectivity;
import io.fairlead.store.FleetView;
import io.fairlead.store.PolicyStateQuery;
import io.fairlead.store.StoredCluster;
import io.fairlead.store.StoredConfiguration;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The clusters of a [FakeDatabase] with their configurations.
public record FakeFleetView(FakeDatabase db) implements FleetView {
  @Override
  public Uni<FleetPage> page(PolicyScope scope, Optional<String> after, int top) {
    return db.read(() -> pageNow(scope, after.orElse(""), top));
  }

  @Override
  public Uni<FleetPage> of(Collection<ResourceId> clusters) {
    return db.read(
        () ->
            new FakePage(
                db.clusters.values().stream()
                    .filter(c -> clusters.contains(c.id()))
                    .map(this::cluster)
                    .toList(),
                Optional.empty()));
  }

  @Override
  public Uni<Long> offline(PolicyStateQuery.Of of) {
    return db.read(
        () ->
            db.states.values().stream()
                .filter(state -> FakePolicyStates.isOf(of, state))
                .filter(state -> state.connectivity() == Connectivity.State.Offline)
                .map(state -> state.resource().cluster())
                .distinct()
                .count());
  }

  private FleetPage pageNow(PolicyScope scope, String after, int top) {
    List<StoredCluster> rest =
        db.clusters.values().stream()
            .filter(c -> c.id().key().compareTo(after) > 0)
            .filter(c -> scope.contains(PolicyScope.parse(c.id().toString())))
            .toList();
    List<FleetCluster> shown = rest.stream().limit(top).map(this::cluster).toList();
    return new FakePage(
        shown,
        rest.size() > top ? Optional.of(shown.getLast().state().id().key()) : Optional.empty());
  }

  private record FakePage(List<FleetCluster> clusters, Optional<String> next)
      implements FleetPage {}

  private FleetCluster cluster(StoredCluster cluster) {
    return new FleetCluster(
        new ClusterState(
            cluster.id(),
            cluster.uid(),
            cluster.generation(),
            0,
            cluster.location(),
            cluster.tags(),
            cluster.agentPublicKeyCertificate(),
            cluster.systemData().lastModifiedAt()),
        cluster.connectivity().state(),
        cluster.connectivity().lastHeartbeatAt(),
        db.configurations.values().stream()
            .filter(c -> c.id().cluster().equals(cluster.id()))
            .map(FakeFleetView::configuration)
            .toList());
  }

  private static ConfigurationState configuration(StoredConfiguration stored) {
    return new ConfigurationState(
        stored.id(),
        stored.uid(),
        stored.generation(),
        0,
        stored.lifecycle(),
        stored.properties(),
        stored.changedAt(),
        stored.managedBy());
  }
}
