package io.fairlead.engine.topology;

import io.fairlead.contract.id.ResourceId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;

/// The key of a record that goes out: written as itself, and partitioned by its cluster.
///
/// @param cluster the cluster's key
/// @param key the record's
record ClusterKey(String cluster, String key) {
  static ClusterKey of(ResourceId resource, String key) {
    return new ClusterKey(resource.cluster().key(), key);
  }

  byte[] toBytes() {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  /// As Kafka's default partitioner does with the cluster's key.
  Optional<Set<Integer>> partition(int partitions) {
    byte[] bytes = cluster.getBytes(StandardCharsets.UTF_8);
    return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(bytes)) % partitions));
  }
}
