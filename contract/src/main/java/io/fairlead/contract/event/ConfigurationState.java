package io.fairlead.contract.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import java.time.Instant;
import java.util.UUID;

/// The desired state of a configuration. Carries all of it, never a difference.
///
/// @param id the configuration; its type tells how to read the properties
/// @param uid its incarnation
/// @param generation grows with every change of the desired state
/// @param epoch the store's epoch in which this was published
/// @param lifecycle whether it is wanted
/// @param properties the validated properties with their defaults; never protected settings
/// @param changedAt when it changed, by the hub's clock
public record ConfigurationState(
    ResourceId id,
    UUID uid,
    long generation,
    long epoch,
    Lifecycle lifecycle,
    JsonNode properties,
    Instant changedAt) {
  public ConfigurationVersion version() {
    return new ConfigurationVersion(id, uid, generation);
  }
}
