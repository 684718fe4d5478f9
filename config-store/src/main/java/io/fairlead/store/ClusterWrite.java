package io.fairlead.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The whole desired state of a cluster.
///
/// @param id the cluster's own id; its type decides the list it appears in
/// @param location as given by the user
/// @param tags as given by the user
/// @param identity ARM's `identity`, validated; null for none
/// @param agentPublicKeyCertificate the public half of the cluster's key; published, and not
///     repeated in the properties
/// @param properties the other properties, validated; never read-only ones
/// @param by who asks
public record ClusterWrite(
    ResourceId id,
    String location,
    Map<String, String> tags,
    @Nullable ObjectNode identity,
    String agentPublicKeyCertificate,
    ObjectNode properties,
    Principal by) {
  public ClusterWrite {
    if (id.isExtension()) {
      throw new IllegalArgumentException("not a cluster's own id: " + id);
    }
    tags = Map.copyOf(tags);
  }
}
