package io.fairlead.gateway.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.SetDigest;
import io.fairlead.contract.secret.SealedSetting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The gateway's table of desired state. Reads never run on the caller's thread; they fail when
/// the table is being rebuilt, and with an [EpochMovedException] when it has seen another epoch
/// than the one they are for. Thread-safe.
public interface DesiredState {
  /// Completes once the table includes all of a cluster that was committed when this was called.
  /// What is to be compared with what an agent holds is read after it: another gateway may have
  /// been ahead of this one. Fails when that takes too long.
  CompletionStage<Void> upToDate(ResourceId cluster);

  /// The versions of all configurations of a cluster, at one moment.
  CompletionStage<Snapshot> snapshot(ResourceId cluster, long epoch);

  /// The states behind these keys, in their order: as many as fit into so many bytes of properties,
  /// and at least the first.
  CompletionStage<Batch> read(List<String> keys, int maxBytes, long epoch);

  /// A cluster's versions.
  ///
  /// @param versions by [ResourceId#key()]
  /// @param digest the digest an agent has that holds exactly these
  record Snapshot(Map<String, ConfigurationVersion> versions, SetDigest digest) {
    public Snapshot {
      versions = Map.copyOf(versions);
    }

    /// A snapshot of these. Costs a hash for each: not for an event loop.
    public static Snapshot of(Map<String, ConfigurationVersion> versions) {
      return new Snapshot(versions, SetDigest.of(versions.values()));
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
  /// @param bytes of the properties as [io.fairlead.contract.json.Json] writes them, and of what is
  ///     sealed
  /// @param protectedSettings those that belong to it, by name; null when it has none
  /// @param protectedUntil until when those that the cluster did not have are kept; null when it
  ///     had all
  record Desired(
      ConfigurationVersion version,
      Lifecycle lifecycle,
      JsonNode properties,
      int bytes,
      @Nullable Map<String, SealedSetting> protectedSettings,
      @Nullable Instant protectedUntil) {
    /// One without protected settings.
    public Desired(
        ConfigurationVersion version, Lifecycle lifecycle, JsonNode properties, int bytes) {
      this(version, lifecycle, properties, bytes, null, null);
    }
  }
}
