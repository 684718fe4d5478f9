package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.event.AgentDescription;
import io.fairlead.store.Connectivity.RemovalsHeld;
import io.fairlead.store.StoredCluster;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a cluster's agent says of it where its user said nothing. Shown among the user's own
/// properties, so a client that sends back what it got sends it, too, and means nothing by it.
///
/// @param values by the name of the property
/// @param removalsHeld what it waits for an operator with; null for nothing
/// @param profiled whether the cluster has an agent profile of its user's
record AgentFacts(
    Map<String, String> values, @Nullable RemovalsHeld removalsHeld, boolean profiled) {
  private static final String PROFILE = "arcAgentProfile";
  private static final String ERRORS = "agentErrors";

  /// Those of a cluster.
  static AgentFacts of(StoredCluster cluster) {
    AgentDescription agent = cluster.connectivity().agent();
    Map<String, String> values = new HashMap<>();
    if (agent != null) {
      put(values, cluster, "distribution", agent.distribution());
      put(values, cluster, "infrastructure", agent.infrastructure());
    }
    return new AgentFacts(
        Map.copyOf(values),
        cluster.connectivity().removalsHeld(),
        cluster.properties().hasNonNull(PROFILE));
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
    if (removalsHeld != null) {
      properties.withObject(PROFILE).putArray(ERRORS).add(error(removalsHeld));
    }
  }

  private static ObjectNode error(RemovalsHeld held) {
    return JsonNodeFactory.instance
        .objectNode()
        .put(
            "message",
            "Removing %d of the %d configurations that the cluster holds looks like a mistake: the agent waits until an operator confirms epoch %d there, or they are written again."
                .formatted(held.held(), held.of(), held.epoch()))
        .put("severity", "Warning")
        .put("component", "cluster-agent")
        .put("time", held.at().toString());
  }

  /// The body of a request without those that it only repeats.
  ObjectNode without(ObjectNode request) {
    ObjectNode rest = request.deepCopy();
    if (rest.get("properties") instanceof ObjectNode properties) {
      values.forEach(
          (name, value) -> {
            if (properties.path(name).isTextual()
                && properties.path(name).textValue().equals(value)) {
              properties.remove(name);
            }
          });
      if (!profiled && repeatsErrorsAlone(properties.path(PROFILE))) {
        properties.remove(PROFILE);
      }
    }
    return rest;
  }

  private static boolean repeatsErrorsAlone(JsonNode profile) {
    return profile.isObject() && profile.size() == 1 && profile.has(ERRORS);
  }
}
