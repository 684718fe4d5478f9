package io.fairlead.api.resource;

import static io.fairlead.api.resource.Formats.FLAG;
import static io.fairlead.api.resource.Formats.ONE_LINE;
import static io.fairlead.api.resource.Formats.TEXT;

import io.fairlead.api.schema.ArraySchema;
import io.fairlead.api.schema.IntegerSchema;
import io.fairlead.api.schema.MapSchema;
import io.fairlead.api.schema.ObjectSchema;
import io.fairlead.api.schema.Property;
import io.fairlead.api.schema.ResourceSchema;
import io.fairlead.api.schema.StringFormat;
import io.fairlead.api.schema.StringSchema;
import io.fairlead.contract.key.AgentPublicKey;
import io.fairlead.contract.key.ParsedPublicKey;

/// `Microsoft.Kubernetes/connectedClusters`, and `Microsoft.ContainerService/managedClusters` with
/// the same body.
///
/// Replacing `agentPublicKeyCertificate` with PUT rotates the cluster's key. `identity` may be
/// left out and then is `SystemAssigned`; its ids are the server's.
public final class ConnectedClusterSchema {
  private static final IntegerSchema COUNT = IntegerSchema.between(0, Integer.MAX_VALUE);
  private static final StringSchema LINE = StringSchema.of(0, 256).as(ONE_LINE);

  private static final StringFormat PUBLIC_KEY =
      StringFormat.checked(
          AgentPublicKey.ALLOWED,
          value ->
              switch (AgentPublicKey.parse(value)) {
                case ParsedPublicKey.Accepted _ -> null;
                case ParsedPublicKey.Refused(var problem) -> problem;
              });

  private static final ObjectSchema AGENT_PROFILE =
      ObjectSchema.of(
          "ArcAgentProfile",
          Property.of("desiredAgentVersion", LINE),
          Property.of("agentAutoUpgrade", StringSchema.oneOf("Enabled", "Disabled")).or("Enabled"),
          Property.of(
              "systemComponents",
              ArraySchema.of(
                  ObjectSchema.of(
                      "SystemComponent",
                      Property.of("type", LINE),
                      Property.of("userSpecifiedVersion", LINE),
                      Property.of("majorVersion", COUNT),
                      Property.readOnly("currentVersion", TEXT)),
                  100)),
          Property.readOnly(
              "agentErrors", ArraySchema.of(CommonProperties.serverObject(), Integer.MAX_VALUE)),
          Property.readOnly("agentState", TEXT));

  private static final ObjectSchema AGENTRY_CONFIGURATION =
      ObjectSchema.of(
          "ArcAgentryConfigurations",
          Property.of("feature", LINE),
          Property.of(
              "settings", MapSchema.of(StringSchema.of(1, 256), StringSchema.of(0, 4_096), 100)),
          Property.of(
                  "protectedSettings",
                  MapSchema.of(
                      StringSchema.of(1, 256), StringSchema.of(0, 4_096).confidential(), 100))
              .hidden());

  private static final ObjectSchema PROPERTIES =
      ObjectSchema.of(
          "ConnectedClusterProperties",
          Property.of(
                  "agentPublicKeyCertificate",
                  StringSchema.optional(64 * 1024)
                      .as(PUBLIC_KEY)
                      .storedAs(Encoded::withoutSpace)
                      .confidential())
              .putOnly()
              .mandatory()
              .says(
                  "Public key that the cluster's agent authenticates with. Replace it to rotate the key."),
          Property.of("distribution", LINE),
          Property.of("distributionVersion", LINE),
          Property.of("infrastructure", LINE).putOnly(),
          Property.of("privateLinkState", StringSchema.oneOf("Enabled", "Disabled"))
              .putOnly()
              .or("Disabled"),
          Property.of("privateLinkScopeResourceId", StringSchema.optional(1_024).as(ONE_LINE))
              .putOnly(),
          Property.of("azureHybridBenefit", StringSchema.oneOf("True", "False", "NotApplicable"))
              .or("NotApplicable"),
          Property.of(
                  "aadProfile",
                  ObjectSchema.of(
                      "AadProfile",
                      Property.of("enableAzureRBAC", FLAG),
                      Property.of(
                          "adminGroupObjectIDs", ArraySchema.of(StringSchema.of(1, 64), 100)),
                      Property.of("tenantID", StringSchema.optional(64))))
              .putOnly(),
          Property.of("arcAgentProfile", AGENT_PROFILE).putOnly(),
          Property.of(
                  "securityProfile",
                  ObjectSchema.of(
                      "SecurityProfile",
                      Property.of(
                          "workloadIdentity",
                          ObjectSchema.of(
                              "SecurityProfileWorkloadIdentity", Property.of("enabled", FLAG)))))
              .putOnly(),
          Property.of(
                  "oidcIssuerProfile",
                  ObjectSchema.of(
                      "OidcIssuerProfile",
                      Property.of("enabled", FLAG),
                      Property.readOnly("issuerUrl", TEXT),
                      Property.of(
                          "selfHostedIssuerUrl", StringSchema.optional(1_024).as(ONE_LINE))))
              .putOnly(),
          Property.of(
                  "gateway",
                  ObjectSchema.of(
                      "Gateway",
                      Property.of("enabled", FLAG),
                      Property.of("resourceId", StringSchema.optional(1_024).as(ONE_LINE))))
              .putOnly(),
          Property.of("arcAgentryConfigurations", ArraySchema.of(AGENTRY_CONFIGURATION, 100))
              .putOnly(),
          Property.readOnly("kubernetesVersion", TEXT),
          Property.readOnly("totalNodeCount", COUNT),
          Property.readOnly("totalCoreCount", COUNT),
          Property.readOnly("agentVersion", TEXT),
          Property.readOnly("offering", TEXT),
          Property.readOnly("managedIdentityCertificateExpirationTime", TEXT),
          Property.readOnly("lastConnectivityTime", TEXT),
          Property.readOnly(
              "connectivityStatus",
              StringSchema.oneOf(
                  "Connecting", "Connected", "Offline", "Expired", "AgentNotInstalled")),
          Property.readOnly("inboundConnectivityState", TEXT),
          Property.readOnly("miscellaneousProperties", CommonProperties.serverObject()),
          Property.readOnly(
              "provisioningState",
              StringSchema.oneOf(
                  "Succeeded",
                  "Failed",
                  "Canceled",
                  "Provisioning",
                  "Updating",
                  "Deleting",
                  "Accepted")));

  private static final ObjectSchema BODY =
      ObjectSchema.of(
              "ConnectedCluster",
              Property.readOnly("id", TEXT),
              Property.readOnly("name", TEXT),
              Property.readOnly("type", TEXT),
              Property.readOnly("etag", TEXT),
              Property.readOnly("systemData", CommonProperties.SYSTEM_DATA),
              CommonProperties.LOCATION,
              CommonProperties.TAGS,
              Property.of(
                      "identity",
                      ObjectSchema.of(
                          "ConnectedClusterIdentity",
                          Property.of("type", StringSchema.oneOf("SystemAssigned", "None"))
                              .or("SystemAssigned"),
                          Property.readOnly("principalId", TEXT),
                          Property.readOnly("tenantId", TEXT)))
                  .putOnly()
                  .says("A system assigned identity when left out."),
              Property.of("kind", StringSchema.oneOf("ProvisionedCluster", "AWS", "GCP")).putOnly(),
              Property.of("properties", PROPERTIES).mandatory())
          .completedBy(
              cluster -> {
                if (!cluster.has("identity")) {
                  cluster.putObject("identity").put("type", "SystemAssigned");
                }
              });

  private static final StringSchema NAME =
      StringSchema.of(1, 63)
          .as(
              StringFormat.matching(
                  "^[A-Za-z0-9]([-._A-Za-z0-9]*[A-Za-z0-9])?$",
                  "letters, digits, '-', '_' and '.', with a letter or digit at both ends"));

  /// The resource type.
  public static final ResourceSchema SCHEMA =
      new ResourceSchema(
          "Microsoft.Kubernetes/connectedClusters",
          NAME,
          BODY,
          FluxConfigurationSchema.LARGEST_BODY);

  /// The other resource type with the same body.
  public static final ResourceSchema MANAGED =
      new ResourceSchema(
          "Microsoft.ContainerService/managedClusters",
          NAME,
          BODY,
          FluxConfigurationSchema.LARGEST_BODY);

  private ConnectedClusterSchema() {}
}
