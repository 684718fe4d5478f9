package io.fairlead.session.desired;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.GatewayFrame;
import java.util.UUID;

/// A configuration as the agent holds it: the last state it stored.
///
/// @param epoch the epoch of the session that brought it
/// @param properties never to be modified
/// @param cleanedUp whether the cluster has cleaned it up; only of a configuration being deleted
public record HeldConfiguration(
    ResourceId id,
    UUID uid,
    long generation,
    long epoch,
    Lifecycle lifecycle,
    JsonNode properties,
    boolean cleanedUp) {
  static HeldConfiguration of(GatewayFrame.Change change, long epoch) {
    return new HeldConfiguration(
        change.id(),
        change.uid(),
        change.generation(),
        epoch,
        change.lifecycle(),
        change.properties(),
        false);
  }

  HeldConfiguration withCleanedUp() {
    return new HeldConfiguration(id, uid, generation, epoch, lifecycle, properties, true);
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
