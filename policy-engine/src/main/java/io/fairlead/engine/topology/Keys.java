package io.fairlead.engine.topology;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.engine.decision.KeyRange;
import java.util.Optional;
import java.util.UUID;

/// The keys of verdicts and stores, and which of them belong to a cluster.
final class Keys {
  private Keys() {}

  /// The resource of a verdict's key; empty when it has none.
  static Optional<ResourceId> resourceOfVerdict(String key) {
    int end = key.indexOf("|/");
    try {
      return end < 0 ? Optional.empty() : Optional.of(ResourceId.parse(key.substring(0, end)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// The cluster of a configuration's key.
  static String clusterOf(String configuration) {
    return ResourceId.parse(configuration).cluster().key();
  }

  /// Where what a cluster said of an incarnation of a configuration is kept.
  static String heard(ResourceId configuration, UUID uid) {
    return configuration.key() + "|" + uid;
  }

  /// All that begins with a configuration of the cluster. After '/' comes '0'.
  static KeyRange configurationsOf(String cluster) {
    return new KeyRange(cluster + "/", cluster + "0");
  }

  /// The verdicts on the cluster itself: keys of assignments begin with '/'.
  static KeyRange ownVerdictsOf(String cluster) {
    return new KeyRange(cluster + "|/", cluster + "|0");
  }
}
