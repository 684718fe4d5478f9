package io.fairlead.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A cluster as stored.
///
/// @param id as first written
/// @param uid its incarnation
/// @param generation changes with the desired state, never with the connectivity
/// @param connectivity what is known of its agent, as of the time it was read
public record StoredCluster(
    ResourceId id,
    UUID uid,
    long generation,
    String location,
    Map<String, String> tags,
    @Nullable ObjectNode identity,
    String agentPublicKeyCertificate,
    ObjectNode properties,
    SystemData systemData,
    Connectivity connectivity) {
  public StoredCluster {
    tags = Map.copyOf(tags);
  }
}
