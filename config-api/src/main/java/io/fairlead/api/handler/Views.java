package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.status.ConfigurationViews;
import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.Connectivity;
import io.fairlead.store.StoredCluster;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.SystemData;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Writes what is stored as ARM shows it.
///
/// @param clock tells what has timed out
public record Views(InstantSource clock) {
  /// A cluster, with what its agent said last.
  public ObjectNode cluster(StoredCluster cluster) {
    ObjectNode body = frame(cluster.id());
    body.setAll(ClusterBodies.of(cluster));
    body.set("systemData", systemData(cluster.systemData()));
    ObjectNode properties = body.withObject("properties");
    Connectivity connectivity = cluster.connectivity();
    properties.put("provisioningState", "Succeeded");
    properties.put("connectivityStatus", connectivity.state().name());
    put(properties, "lastConnectivityTime", connectivity.lastHeartbeatAt());
    AgentDescription agent = connectivity.agent();
    if (agent != null) {
      properties.put("agentVersion", agent.agentVersion());
      put(properties, "kubernetesVersion", agent.kubernetesVersion());
      put(properties, "totalNodeCount", agent.totalNodeCount());
      put(properties, "totalCoreCount", agent.totalCoreCount());
      if (!properties.has("distribution")) {
        put(properties, "distribution", agent.distribution());
      }
      if (!properties.has("infrastructure")) {
        put(properties, "infrastructure", agent.infrastructure());
      }
    }
    return body;
  }

  /// A configuration, with what its cluster reported.
  public ObjectNode configuration(StoredConfiguration configuration) {
    ObjectNode body = frame(configuration.id());
    body.set("properties", ConfigurationViews.properties(configuration, clock.instant()));
    body.set("systemData", systemData(configuration.systemData()));
    return body;
  }

  private static ObjectNode frame(ResourceId id) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id.toString())
        .put("name", id.name())
        .put("type", id.type());
  }

  /// Who made a resource and who changed it last.
  static ObjectNode systemData(SystemData data) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("createdBy", data.createdBy().name())
        .put("createdByType", data.createdBy().type())
        .put("createdAt", data.createdAt().toString())
        .put("lastModifiedBy", data.lastModifiedBy().name())
        .put("lastModifiedByType", data.lastModifiedBy().type())
        .put("lastModifiedAt", data.lastModifiedAt().toString());
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private static void put(ObjectNode node, String name, @Nullable Integer value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private static void put(ObjectNode node, String name, @Nullable Instant value) {
    if (value != null) {
      node.put(name, value.toString());
    }
  }
}
