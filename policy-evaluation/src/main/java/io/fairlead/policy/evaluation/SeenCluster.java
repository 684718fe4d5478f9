package io.fairlead.policy.evaluation;

import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.policy.language.resource.ResourceView;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A cluster as policies see it. For one thread: how its configurations look is worked out when a
/// policy asks.
final class SeenCluster {
  private final ClusterState state;
  private final SeenResource resource;
  private final Map<String, KnownConfiguration> known = new TreeMap<>();
  private @Nullable Map<String, SeenResource> wanted;

  SeenCluster(KnownCluster cluster) {
    this.state = cluster.cluster();
    this.resource = SeenResource.of(ResourceView.of(state.id(), state.location(), state.tags()));
    cluster
        .configurations()
        .forEach(configuration -> known.put(configuration.head().id().key(), configuration));
  }

  ClusterState state() {
    return state;
  }

  SeenResource resource() {
    return resource;
  }

  /// All configurations by key, those included that are being deleted.
  Map<String, KnownConfiguration> known() {
    return known;
  }

  Optional<KnownConfiguration> known(ResourceId configuration) {
    return Optional.ofNullable(known.get(configuration.key()));
  }

  /// The configurations that are wanted, in the order of keys: what is being deleted is there for
  /// no policy.
  Map<String, SeenResource> wanted() {
    Map<String, SeenResource> seen = wanted;
    if (seen == null) {
      seen = new TreeMap<>();
      for (KnownConfiguration each : known.values()) {
        if (each.head().lifecycle() == Lifecycle.Active) {
          seen.put(
              each.head().id().key(),
              resource.extendedBy(
                  ResourceView.late(each.head().id(), () -> ConfigurationBody.of(each))));
        }
      }
      wanted = seen;
    }
    return seen;
  }
}
