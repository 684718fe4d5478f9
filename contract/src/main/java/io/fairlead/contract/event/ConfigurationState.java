package io.fairlead.contract.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.secret.ProtectedVersions;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The desired state of a configuration. Carries all of it, never a difference.
///
/// @param id the configuration; its type tells how to read the properties
/// @param uid its incarnation
/// @param generation grows with every change of the desired state
/// @param epoch the store's epoch in which this was published
/// @param lifecycle whether it is wanted
/// @param properties the validated properties with their defaults; never protected settings. On the
///     topic and wherever it is kept a text: sealed, in base64
/// @param changedAt when it changed, by the hub's clock
/// @param managedBy the policy that wrote it; null when none ever did. A change of it alone changes
/// no generation
/// @param protectedSettings those that belong to it; null when it has none
public record ConfigurationState(
    ResourceId id,
    UUID uid,
    long generation,
    long epoch,
    Lifecycle lifecycle,
    JsonNode properties,
    Instant changedAt,
    @Nullable ManagedBy managedBy,
    @Nullable ProtectedVersions protectedSettings) {
  /// One without protected settings.
  public ConfigurationState(
      ResourceId id,
      UUID uid,
      long generation,
      long epoch,
      Lifecycle lifecycle,
      JsonNode properties,
      Instant changedAt,
      @Nullable ManagedBy managedBy) {
    this(id, uid, generation, epoch, lifecycle, properties, changedAt, managedBy, null);
  }

  /// The same with its properties opened, or sealed.
  public ConfigurationState withProperties(JsonNode other) {
    return new ConfigurationState(
        id, uid, generation, epoch, lifecycle, other, changedAt, managedBy, protectedSettings);
  }

  public ConfigurationVersion version() {
    return new ConfigurationVersion(id, uid, generation);
  }
}
