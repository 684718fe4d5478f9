package io.fairlead.gateway.session;

import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What an agent holds, told in parts, to be compared with the desired state once it is complete.
final class Inventory {
  private final ResourceId cluster;
  private final Map<String, ConfigurationVersion> held = new HashMap<>();

  Inventory(ResourceId cluster) {
    this.cluster = cluster;
  }

  /// Takes a part.
  ///
  /// @throws ProtocolViolationException when the parts name an id twice, too many, or ids of
  ///     another cluster
  void add(List<ConfigurationVersion> part) {
    for (ConfigurationVersion version : part) {
      requireOwn(cluster, version.id());
      if (held.put(version.id().key(), version) != null) {
        throw new ProtocolViolationException("inventory.held names an id twice");
      }
      if (held.size() > SessionPolicy.MAX_INVENTORY) {
        throw new ProtocolViolationException(
            "inventory.held has at most " + SessionPolicy.MAX_INVENTORY + " entries");
      }
    }
  }

  /// The keys to send: changed, no longer wanted and missing ones.
  Set<String> differences(DesiredState.Snapshot desired) {
    Set<String> differing = new LinkedHashSet<>();
    held.forEach(
        (key, version) -> {
          if (!version.equals(desired.versions().get(key))) {
            differing.add(key);
          }
        });
    for (String key : desired.versions().keySet()) {
      if (!held.containsKey(key)) {
        differing.add(key);
      }
    }
    return differing;
  }

  /// What the agent holds as it is desired.
  List<ConfigurationVersion> matching(DesiredState.Snapshot desired) {
    return held.entrySet().stream()
        .filter(entry -> entry.getValue().equals(desired.versions().get(entry.getKey())))
        .map(Map.Entry::getValue)
        .toList();
  }

  static void requireOwn(ResourceId cluster, ResourceId id) {
    if (!id.isExtension() || !id.cluster().equals(cluster)) {
      throw new ProtocolViolationException("names a configuration of another cluster");
    }
  }
}
