package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.ClusterWrite;
import io.fairlead.store.Principal;
import io.fairlead.store.StoredCluster;

/// A cluster's body as the schema knows it, and as the store keeps it: there the key stands apart,
/// because it is published.
final class ClusterBodies {
  private static final String KEY = "agentPublicKeyCertificate";

  /// Stands beside `properties` in a body, and among them in the store, which knows no other place.
  private static final String KIND = "kind";

  private ClusterBodies() {}

  static ObjectNode of(StoredCluster cluster) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("location", cluster.location());
    body.set("tags", Tags.render(cluster.tags()));
    JsonNode identity = cluster.identity();
    if (identity != null) {
      body.set("identity", identity);
    }
    ObjectNode properties = cluster.properties().deepCopy();
    properties.put(KEY, cluster.agentPublicKeyCertificate());
    JsonNode kind = properties.remove(KIND);
    if (kind != null) {
      body.set(KIND, kind);
    }
    body.set("properties", properties);
    return body;
  }

  static ClusterWrite write(ResourceId id, ObjectNode accepted, Principal by) {
    ObjectNode properties = accepted.withObject("properties").deepCopy();
    String key = properties.path(KEY).asText("");
    properties.remove(KEY);
    if (accepted.has(KIND)) {
      properties.set(KIND, accepted.get(KIND));
    }
    return new ClusterWrite(
        id,
        accepted.path("location").asText(),
        Tags.of(accepted),
        accepted.get("identity") instanceof ObjectNode identity ? identity : null,
        key,
        properties,
        by);
  }
}
