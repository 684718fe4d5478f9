package io.fairlead.gateway.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.SetDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The gateway's table of desired state. Reads never run on the caller's thread; they fail when
/// the table is being rebuilt. Thread-safe.
public interface DesiredState {
  /// The versions of all configurations of a cluster, at one moment.
  CompletionStage<Snapshot> snapshot(ResourceId cluster);

  /// The states behind these keys, in their order: as many as fit into so many bytes of properties,
  /// and at least the first.
  CompletionStage<Batch> read(List<String> keys, int maxBytes);

  /// A cluster's versions.
  ///
  /// @param versions by [ResourceId#key()]
  record Snapshot(Map<String, ConfigurationVersion> versions) {
    public Snapshot {
      versions = Map.copyOf(versions);
    }

    /// The digest an agent has that holds exactly these.
    public SetDigest digest() {
      return SetDigest.of(versions.values());
    }
  }

  /// The states of the first few keys asked for.
  ///
  /// @param states one for each key that was read; empty where the table has none
  record Batch(List<Optional<Desired>> states) {
    public Batch {
      states = List.copyOf(states);
    }
  }

  /// The desired state of a configuration.
  ///
  /// @param bytes of the properties as [io.fairlead.contract.json.Json] writes them
  record Desired(
      ConfigurationVersion version, Lifecycle lifecycle, JsonNode properties, int bytes) {}
}
