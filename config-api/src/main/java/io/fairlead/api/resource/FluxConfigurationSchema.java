package io.fairlead.api.resource;

import static io.fairlead.api.resource.Formats.TEXT;

import io.fairlead.api.schema.ArraySchema;
import io.fairlead.api.schema.BooleanSchema;
import io.fairlead.api.schema.ObjectSchema;
import io.fairlead.api.schema.Property;
import io.fairlead.api.schema.ResourceSchema;
import io.fairlead.api.schema.StringFormat;
import io.fairlead.api.schema.StringSchema;
import io.fairlead.contract.flux.ClusterNames;

/// `Microsoft.KubernetesConfiguration/fluxConfigurations`: what Flux v2 should do in a cluster.
///
/// Where the published schema, the tools and the documents contradict each other: exactly one kind
/// of git reference (commit may go with branch), a namespace is a DNS label of at most 63
/// characters because Kubernetes has no other, and a bucket is secure unless told otherwise. A
/// name has letters of any case, digits, `-` and `.` and makes a DNS name; the objects in the
/// cluster have it in lower case, which cannot clash because ids are compared without regard to
/// case.
public final class FluxConfigurationSchema {
  /// Most bytes of a stored body, so that one change fits into one frame to an agent.
  static final int LARGEST_BODY = 192 * 1024;

  private static final ObjectSchema PROTECTED_SETTINGS =
      ObjectSchema.of(
          "FluxProtectedSettings",
          Property.of("sshPrivateKey", FluxSources.base64(Encoded.PRIVATE_KEY_PEM, 65_536)),
          Property.of("httpsKey", FluxSources.base64(Encoded.TEXT, 65_536)),
          Property.of("bucketSecretKey", FluxSources.base64(Encoded.TEXT, 65_536)));

  private static final ObjectSchema PROPERTIES =
      ObjectSchema.of(
              "FluxConfigurationProperties",
              Property.of("scope", StringSchema.oneOf("cluster", "namespace"))
                  .createOnly()
                  .or("cluster")
                  .says(
                      "Whether the configuration may change the whole cluster or its namespace only."),
              Property.of("namespace", StringSchema.of(1, 63).as(Formats.DNS_LABEL))
                  .createOnly()
                  .or("default")
                  .says("Where the Flux objects are."),
              Property.of(
                      "sourceKind",
                      StringSchema.oneOf("GitRepository", "Bucket", "AzureBlob", "OCIRepository"))
                  .or("GitRepository"),
              Property.of("suspend", Formats.FLAG)
                  .or(false)
                  .says("Suspends the source and all kustomizations; what is under way finishes."),
              Property.of("gitRepository", FluxSources.GIT),
              Property.of("bucket", FluxSources.BUCKET),
              Property.of("azureBlob", FluxSources.AZURE_BLOB),
              Property.of("ociRepository", FluxSources.OCI),
              Property.of("kustomizations", FluxKustomizations.MAP)
                  .says("By name. In a PATCH, null deletes an entry."),
              Property.of("configurationProtectedSettings", PROTECTED_SETTINGS)
                  .hidden()
                  .says("Base64 values. Left out: what is stored is kept; null: it is removed."),
              Property.of("waitForReconciliation", BooleanSchema.STRICT)
                  .putOnly()
                  .says(
                      "Whether provisioning ends only when the cluster has reconciled the configuration."),
              Property.of(
                      "reconciliationWaitDuration", StringSchema.optional(32).as(Formats.DURATION))
                  .putOnly()
                  .says("Longest time to wait for that."),
              Property.readOnly(
                  "statuses", ArraySchema.of(CommonProperties.serverObject(), Integer.MAX_VALUE)),
              Property.readOnly("repositoryPublicKey", TEXT),
              Property.readOnly("sourceSyncedCommitId", TEXT),
              Property.readOnly("sourceUpdatedAt", TEXT),
              Property.readOnly("statusUpdatedAt", TEXT),
              Property.readOnly(
                  "complianceState",
                  StringSchema.oneOf(
                      "Compliant", "Non-Compliant", "Pending", "Suspended", "Unknown")),
              Property.readOnly(
                  "provisioningState",
                  StringSchema.oneOf(
                      "Succeeded", "Failed", "Canceled", "Creating", "Updating", "Deleting")),
              Property.readOnly("errorMessage", TEXT),
              CommonProperties.DELIVERY)
          .where(
              new FluxRules.MatchingSource(),
              new FluxRules.ProtectedSettings(),
              new FluxAdditions.OfKustomizations());

  /// The resource type.
  public static final ResourceSchema SCHEMA =
      new ResourceSchema(
          "Microsoft.KubernetesConfiguration/fluxConfigurations",
          StringSchema.of(1, 63)
              .as(StringFormat.matching("^" + ClusterNames.FORM + "$", ClusterNames.FORM_IN_WORDS)),
          CommonProperties.extension("FluxConfiguration", PROPERTIES),
          LARGEST_BODY);

  private FluxConfigurationSchema() {}
}
