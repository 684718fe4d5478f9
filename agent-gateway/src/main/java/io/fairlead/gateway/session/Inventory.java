package io.fairlead.gateway.session;

import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compares what an agent holds, told in parts, with the desired state at the session's opening.
/// What changes meanwhile is marked by other means.
final class Inventory {
  private final ResourceId cluster;
  private final Map<String, ConfigurationVersion> desired;
  private final Set<String> named = new HashSet<>();
  private final Set<String> differing = new LinkedHashSet<>();

  Inventory(ResourceId cluster, DesiredState.Snapshot desired) {
    this.cluster = cluster;
    this.desired = desired.versions();
  }

  /// Takes a part.
  ///
  /// @throws ProtocolViolationException when the parts name an id twice, too many, or ids of
  ///     another cluster
  void add(List<ConfigurationVersion> held) {
    for (ConfigurationVersion version : held) {
      requireOwn(cluster, version.id());
      String key = version.id().key();
      if (!named.add(key)) {
        throw new ProtocolViolationException("inventory.held names an id twice");
      }
      if (named.size() > SessionPolicy.MAX_INVENTORY) {
        throw new ProtocolViolationException(
            "inventory.held has at most " + SessionPolicy.MAX_INVENTORY + " entries");
      }
      if (!version.equals(desired.get(key))) {
        differing.add(key);
      }
    }
  }

  /// The keys to send, once all parts are there: changed, missing and no longer wanted ones.
  Set<String> differences() {
    for (String key : desired.keySet()) {
      if (!named.contains(key)) {
        differing.add(key);
      }
    }
    return differing;
  }

  static void requireOwn(ResourceId cluster, ResourceId id) {
    if (!id.isExtension() || !id.cluster().equals(cluster)) {
      throw new ProtocolViolationException("names a configuration of another cluster");
    }
  }
}
