package io.fairlead.store.postgres;

import java.time.Instant;
import java.util.UUID;

/// A cluster that is there, as far as its configurations need it.
record FoundCluster(String key, UUID uid, String certificate, Instant createdAt) {
  static FoundCluster of(ClusterEntity cluster) {
    return new FoundCluster(
        cluster.key(), cluster.uid(), cluster.certificate(), cluster.createdAt());
  }
}
