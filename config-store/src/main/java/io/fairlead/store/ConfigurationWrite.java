package io.fairlead.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;

/// The whole desired state of a configuration.
///
/// @param id the configuration; its type tells Flux v1 from v2
/// @param properties validated, with defaults; never read-only ones nor protected settings; at most
///     [io.fairlead.contract.protocol.ProtocolLimits#MAX_PROPERTIES_BYTES] as JSON
/// @param by who asks
/// @param settings what it says of protected settings
public record ConfigurationWrite(
    ResourceId id, ObjectNode properties, Principal by, SettingsChange settings) {
  /// One that says nothing of protected settings.
  public ConfigurationWrite(ResourceId id, ObjectNode properties, Principal by) {
    this(id, properties, by, SettingsChange.NONE);
  }

  public ConfigurationWrite {
    if (!id.isExtension()) {
      throw new IllegalArgumentException("not the id of a configuration: " + id);
    }
  }
}
