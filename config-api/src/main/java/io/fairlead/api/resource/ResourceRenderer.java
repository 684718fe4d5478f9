package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.schema.ResourceSchema;
import io.fairlead.api.schema.SchemaOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes what GET returns: the stored body with the read-only properties in their places. Sending
/// the result back with PUT changes nothing.
///
/// Stateless and safe for use by many threads. Every result is fresh.
public final class ResourceRenderer {
  /// The one tenant of this installation, in the ids of identities and subscriptions.
  public static final String TENANT_ID = idOf("tenant");

  /// What ARM writes for "never" in `lastConfigApplied`.
  private static final String NEVER = "0001-01-01T00:00:00+00:00";

  private ResourceRenderer() {}

  /// A flux configuration.
  public static ObjectNode flux(StoredResource stored, FluxStatus status) {
    var properties = properties(stored, FluxConfigurationSchema.SCHEMA);
    properties.path("kustomizations").properties().forEach(ResourceRenderer::name);
    properties.set("statuses", status.statuses().deepCopy());
    properties.put("repositoryPublicKey", status.repositoryPublicKey());
    properties.put("sourceSyncedCommitId", status.sourceSyncedCommitId());
    properties.put("sourceUpdatedAt", time(status.sourceUpdatedAt()));
    properties.put("statusUpdatedAt", time(status.statusUpdatedAt()));
    properties.put("complianceState", status.complianceState());
    properties.put("provisioningState", status.provisioningState());
    properties.put("errorMessage", status.errorMessage());
    properties.set("delivery", status.delivery().toJson());
    return envelope(stored, FluxConfigurationSchema.SCHEMA, properties);
  }

  /// A source control configuration. Its protected settings are always the empty object.
  public static ObjectNode sourceControl(StoredResource stored, SourceControlStatus status) {
    var properties = properties(stored, SourceControlConfigurationSchema.SCHEMA);
    properties.putObject("configurationProtectedSettings");
    properties.put("repositoryPublicKey", status.repositoryPublicKey());
    properties.put("provisioningState", status.provisioningState());
    var applied = time(status.lastConfigApplied());
    properties
        .putObject("complianceStatus")
        .put("complianceState", status.complianceState())
        .put("lastConfigApplied", applied == null ? NEVER : applied)
        .put("message", message(status))
        .put("messageLevel", status.messageLevel());
    properties.set("delivery", status.delivery().toJson());
    return envelope(stored, SourceControlConfigurationSchema.SCHEMA, properties);
  }

  /// A cluster of the type that `schema` describes.
  public static ObjectNode cluster(
      ResourceSchema schema, StoredResource stored, ClusterStatus status) {
    var properties = properties(stored, schema);
    properties.put("provisioningState", status.provisioningState());
    properties.put("connectivityStatus", status.connectivityStatus());
    putIfKnown(properties, "lastConnectivityTime", time(status.lastConnectivityTime()));
    putIfKnown(properties, "kubernetesVersion", status.kubernetesVersion());
    putIfKnown(properties, "agentVersion", status.agentVersion());
    if (status.totalNodeCount() != null) {
      properties.put("totalNodeCount", status.totalNodeCount());
    }
    if (status.totalCoreCount() != null) {
      properties.put("totalCoreCount", status.totalCoreCount());
    }
    var cluster = envelope(stored, schema, properties);
    if (cluster.get("identity") instanceof ObjectNode identity
        && identity.path("type").asText().equals("SystemAssigned")) {
      identity.put("principalId", idOf("principal/" + status.uid()));
      identity.put("tenantId", TENANT_ID);
    }
    return cluster;
  }

  /// A resource of Azure Policy.
  ///
  /// @param readOnly properties that only the server sets
  public static ObjectNode policy(
      ResourceSchema schema, StoredResource stored, ObjectNode readOnly) {
    var properties = properties(stored, schema);
    properties.setAll(readOnly);
    return envelope(stored, schema, properties);
  }

  /// A resource group.
  ///
  /// @param provisioningState `Succeeded` or `Deleting`
  public static ObjectNode resourceGroup(StoredResource stored, String provisioningState) {
    var properties = properties(stored, ResourceGroupSchema.SCHEMA);
    properties.put("provisioningState", provisioningState);
    return envelope(stored, ResourceGroupSchema.SCHEMA, properties);
  }

  private static ObjectNode properties(StoredResource stored, ResourceSchema schema) {
    var ordered = SchemaOrder.apply(schema.body(), stored.body());
    return ordered.get("properties") instanceof ObjectNode properties
        ? properties
        : JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode envelope(
      StoredResource stored, ResourceSchema schema, ObjectNode properties) {
    var resource = JsonNodeFactory.instance.objectNode();
    resource.put("id", stored.id());
    resource.put("name", stored.name());
    resource.put("type", schema.type());
    resource.put("etag", stored.etag());
    resource.setAll(SchemaOrder.apply(schema.body(), around(stored.body())));
    resource.set("properties", properties);
    resource.set("systemData", stored.systemData().toJson());
    return resource;
  }

  /// The body with nothing where its properties are: those are brought into order once.
  private static ObjectNode around(ObjectNode body) {
    var around = JsonNodeFactory.instance.objectNode();
    around.setAll(body);
    return around.has("properties") ? around.putNull("properties") : around;
  }

  private static void name(Map.Entry<String, JsonNode> kustomization) {
    if (kustomization.getValue() instanceof ObjectNode object) {
      object.put("name", kustomization.getKey());
    }
  }

  /// ARM has a JSON document in this string.
  private static String message(SourceControlStatus status) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("OperatorMessage", status.operatorMessage())
        .put("ClusterState", status.clusterState())
        .toString();
  }

  private static void putIfKnown(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  /// The same id for the same name, for ever.
  private static String idOf(String name) {
    return UUID.nameUUIDFromBytes(("fairlead/" + name).getBytes(StandardCharsets.UTF_8)).toString();
  }
}
