package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.resource.ClusterStatus;
import io.fairlead.api.resource.ConnectedClusterSchema;
import io.fairlead.api.resource.ResourceRenderer;
import io.fairlead.api.resource.StoredResource;
import io.fairlead.api.resource.SystemData;
import io.fairlead.api.status.Statuses;
import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.Connectivity;
import io.fairlead.store.StoredCluster;
import io.fairlead.store.StoredConfiguration;
import java.time.InstantSource;

/// Writes what is stored as ARM shows it.
///
/// @param clock tells what has timed out
public record Views(InstantSource clock) {
  /// A cluster, with what its agent said last.
  ObjectNode cluster(ClusterType type, StoredCluster cluster) {
    Connectivity connectivity = cluster.connectivity();
    AgentDescription agent = connectivity.agent();
    var schema =
        switch (type) {
          case ConnectedClusters -> ConnectedClusterSchema.SCHEMA;
          case ManagedClusters -> ConnectedClusterSchema.MANAGED;
        };
    var status =
        new ClusterStatus(
            cluster.uid().toString(),
            "Succeeded",
            connectivity.state().name(),
            connectivity.lastHeartbeatAt(),
            agent == null ? null : agent.kubernetesVersion(),
            agent == null ? null : agent.totalNodeCount(),
            agent == null ? null : agent.totalCoreCount(),
            agent == null ? null : agent.agentVersion());
    ObjectNode body =
        ResourceRenderer.cluster(
            schema,
            stored(
                cluster.id(),
                new Tag(cluster.uid(), cluster.generation()),
                ClusterBodies.of(cluster),
                cluster.systemData()),
            status);
    AgentFacts.of(cluster).show(body);
    return withoutEtag(body);
  }

  /// A configuration, with what its cluster reported.
  ObjectNode configuration(ConfigurationType type, StoredConfiguration configuration) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("properties", configuration.properties());
    var stored =
        stored(
            configuration.id(),
            new Tag(configuration.uid(), configuration.generation()),
            body,
            configuration.systemData());
    return withoutEtag(
        switch (type) {
          case FluxConfigurations ->
              ResourceRenderer.flux(stored, Statuses.flux(configuration, clock.instant()));
          case SourceControlConfigurations ->
              ResourceRenderer.sourceControl(stored, Statuses.sourceControl(configuration));
        });
  }

  private static StoredResource stored(
      ResourceId id, Tag tag, ObjectNode body, io.fairlead.store.SystemData systemData) {
    return new StoredResource(id.toString(), id.name(), tag.etag(), body, systemData(systemData));
  }

  /// Who made a resource and who changed it last.
  static SystemData systemData(io.fairlead.store.SystemData data) {
    return new SystemData(
        data.createdBy().name(),
        data.createdBy().type(),
        data.createdAt(),
        data.lastModifiedBy().name(),
        data.lastModifiedBy().type(),
        data.lastModifiedAt());
  }

  /// The ETag is a header's; Azure's bodies of these types have no such property.
  static ObjectNode withoutEtag(ObjectNode body) {
    body.remove("etag");
    return body;
  }
}
