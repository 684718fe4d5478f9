package io.fairlead.engine.topology;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.engine.decision.KeyRange;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The keys of records and stores, and which of them belong to a cluster.
final class Keys {
  private Keys() {}

  /// The id in a record's key.
  ///
  /// @throws UnreadableRecordException when the key is none in lower case
  static ResourceId resource(byte @Nullable [] key) {
    if (key == null) {
      throw new UnreadableRecordException("key is missing");
    }
    String text = new String(key, StandardCharsets.UTF_8);
    try {
      ResourceId id = ResourceId.parse(text);
      if (!id.key().equals(text)) {
        throw new UnreadableRecordException("key is not in lower case");
      }
      return id;
    } catch (IllegalArgumentException _) {
      throw new UnreadableRecordException("key is not the id of a cluster or configuration");
    }
  }

  /// The resource of a verdict's key; empty when it has none.
  static Optional<ResourceId> resourceOfVerdict(String key) {
    int end = key.indexOf("|/");
    try {
      return end < 0 ? Optional.empty() : Optional.of(ResourceId.parse(key.substring(0, end)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
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
