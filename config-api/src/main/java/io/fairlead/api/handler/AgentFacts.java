package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.event.AgentDescription;
import io.fairlead.store.StoredCluster;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a cluster's agent says of it where its user said nothing. Shown among the user's own
/// properties, so a client that sends back what it got sends it, too, and means nothing by it.
///
/// @param values by the name of the property
record AgentFacts(Map<String, String> values) {
  /// Those of a cluster.
  static AgentFacts of(StoredCluster cluster) {
    AgentDescription agent = cluster.connectivity().agent();
    Map<String, String> values = new HashMap<>();
    if (agent != null) {
      put(values, cluster, "distribution", agent.distribution());
      put(values, cluster, "infrastructure", agent.infrastructure());
    }
    return new AgentFacts(Map.copyOf(values));
  }

  private static void put(
      Map<String, String> values, StoredCluster cluster, String name, @Nullable String value) {
    if (value != null && !cluster.properties().hasNonNull(name)) {
      values.put(name, value);
    }
  }

  /// Adds them to a body that is to be shown.
  void show(ObjectNode body) {
    ObjectNode properties = body.withObject("properties");
    values.forEach(properties::put);
  }

  /// The body of a request without those that it only repeats.
  ObjectNode without(ObjectNode request) {
    if (values.isEmpty()) {
      return request;
    }
    ObjectNode rest = request.deepCopy();
    if (rest.get("properties") instanceof ObjectNode properties) {
      values.forEach(
          (name, value) -> {
            if (properties.path(name).isTextual()
                && properties.path(name).textValue().equals(value)) {
              properties.remove(name);
            }
          });
    }
    return rest;
  }
}
