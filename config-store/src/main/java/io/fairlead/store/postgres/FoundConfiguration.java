package io.fairlead.store.postgres;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.ProtectedFault;
import io.smallrye.mutiny.Uni;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import org.jspecify.annotations.Nullable;

/// What a decision about a configuration is made on.
///
/// @param cluster null when it is not there
/// @param row null when there is none; it may be of an incarnation that nobody sees
record FoundConfiguration(
    @Nullable FoundCluster cluster,
    @Nullable ConnectivityEntity connectivity,
    @Nullable ConfigurationEntity row,
    @Nullable ProgressEntity progress,
    @Nullable ProtectedFault fault) {
  private static final FoundConfiguration NO_CLUSTER =
      new FoundConfiguration(null, null, null, null, null);

  /// The same of another row, of which nothing was said yet.
  FoundConfiguration anew(ConfigurationEntity begun) {
    return new FoundConfiguration(cluster, connectivity, begun, null, null);
  }

  /// The same with settings that stand otherwise.
  FoundConfiguration with(@Nullable ProtectedFault now) {
    return new FoundConfiguration(cluster, connectivity, row, progress, now);
  }

  /// Looks, and keeps the cluster and the configuration as they are.
  static Uni<FoundConfiguration> lock(Session session, ResourceId id) {
    return session
        .find(ClusterEntity.class, id.cluster().key(), LockMode.PESSIMISTIC_WRITE)
        .chain(
            cluster ->
                cluster == null || !cluster.isThere()
                    ? Uni.createFrom().item(NO_CLUSTER)
                    : lock(session, id, cluster));
  }

  private static Uni<FoundConfiguration> lock(
      Session session, ResourceId id, ClusterEntity cluster) {
    return session
        .find(ConfigurationEntity.class, id.key(), LockMode.PESSIMISTIC_WRITE)
        .chain(
            row ->
                session
                    .find(ConnectivityEntity.class, cluster.uid())
                    .chain(
                        connectivity -> of(session, FoundCluster.of(cluster), connectivity, row)));
  }

  private static Uni<FoundConfiguration> of(
      Session session,
      FoundCluster cluster,
      @Nullable ConnectivityEntity connectivity,
      @Nullable ConfigurationEntity row) {
    return row == null
        ? Uni.createFrom().item(new FoundConfiguration(cluster, connectivity, null, null, null))
        : session
            .find(ProgressEntity.class, row.uid())
            .chain(
                progress ->
                    ProtectedStatements.fault(session, row.uid())
                        .map(
                            fault ->
                                new FoundConfiguration(
                                    cluster, connectivity, row, progress, fault.orElse(null))));
  }
}
