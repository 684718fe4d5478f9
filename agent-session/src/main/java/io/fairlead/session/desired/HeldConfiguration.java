package io.fairlead.session.desired;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.secret.SealedSetting;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A configuration as the agent holds it: the last state it stored.
///
/// @param epoch the epoch of the session that brought it
/// @param properties never to be modified
/// @param cleanedUp whether the cluster has cleaned it up; only of a configuration being deleted
/// @param protectedSettings the versions of the protected settings that belong to it, by name; null
///     when it has none
public record HeldConfiguration(
    ResourceId id,
    UUID uid,
    long generation,
    long epoch,
    Lifecycle lifecycle,
    JsonNode properties,
    boolean cleanedUp,
    @Nullable Map<String, Long> protectedSettings) {
  public HeldConfiguration {
    protectedSettings = protectedSettings == null ? null : Map.copyOf(protectedSettings);
  }

  /// One without protected settings.
  public HeldConfiguration(
      ResourceId id,
      UUID uid,
      long generation,
      long epoch,
      Lifecycle lifecycle,
      JsonNode properties,
      boolean cleanedUp) {
    this(id, uid, generation, epoch, lifecycle, properties, cleanedUp, null);
  }

  static HeldConfiguration of(GatewayFrame.Change change, long epoch) {
    return new HeldConfiguration(
        change.id(),
        change.uid(),
        change.generation(),
        epoch,
        change.lifecycle(),
        change.properties(),
        false,
        versions(change.protectedSettings()));
  }

  private static @Nullable Map<String, Long> versions(
      @Nullable Map<String, SealedSetting> settings) {
    return settings == null
        ? null
        : settings.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().version()));
  }

  HeldConfiguration withCleanedUp() {
    return new HeldConfiguration(
        id, uid, generation, epoch, lifecycle, properties, true, protectedSettings);
  }

  /// Which state this is.
  public ConfigurationVersion version() {
    return new ConfigurationVersion(id, uid, generation);
  }

  /// Whether it is wanted in the cluster.
  @JsonIgnore
  public boolean isActive() {
    return lifecycle == Lifecycle.Active;
  }
}
