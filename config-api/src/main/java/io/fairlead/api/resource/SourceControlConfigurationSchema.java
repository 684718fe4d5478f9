package io.fairlead.api.resource;

import static io.fairlead.api.resource.Formats.TEXT;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.schema.BooleanSchema;
import io.fairlead.api.schema.ObjectSchema;
import io.fairlead.api.schema.Property;
import io.fairlead.api.schema.Property.Fallback;
import io.fairlead.api.schema.ResourceSchema;
import io.fairlead.api.schema.StringFormat;
import io.fairlead.api.schema.StringSchema;
import io.fairlead.contract.operator.OperatorName;
import io.fairlead.contract.operator.OperatorParams;

/// `Microsoft.KubernetesConfiguration/sourceControlConfigurations`: what Flux v1 should do in a
/// cluster.
///
/// A name is looser than what the tools allow (letters, digits, `-`, `_` and `.`), as the service
/// it follows accepts; the objects in the cluster are called after `operatorInstanceName`, which
/// is strict. Helm properties that come with `enableHelmOperator` false are dropped, because the
/// published policies always send them.
public final class SourceControlConfigurationSchema {
  private static final String HELM_CHART = "1.2.0";

  private static final StringSchema NAME_IN_CLUSTER = StringSchema.of(1, 23).as(Formats.DNS_LABEL);

  private static final StringSchema OPERATOR_NAME =
      StringSchema.of(1, 23)
          .as(
              Formats.DNS_LABEL,
              StringFormat.checked(
                  OperatorName.OTHERS, name -> OperatorName.reserved(name).orElse(null)));

  private static final ObjectSchema HELM =
      ObjectSchema.of(
          "HelmOperatorProperties",
          Property.of("chartVersion", StringSchema.optional(64).as(Formats.ONE_LINE))
              .or(HELM_CHART),
          Property.of("chartValues", StringSchema.of(0, 8_192).as(Formats.ONE_LINE)).or(""));

  private static final ObjectSchema PROTECTED_SETTINGS =
      ObjectSchema.of(
              "SourceControlProtectedSettings",
              Property.of("sshPrivateKey", FluxSources.base64(Encoded.PRIVATE_KEY_PEM, 65_536))
                  .hidden(),
              Property.of("httpsUser", FluxSources.base64(Encoded.TEXT, 65_536)).hidden(),
              Property.of("httpsKey", FluxSources.base64(Encoded.TEXT, 65_536)).hidden())
          .where(
              new Combinations.Together("httpsUser", "httpsKey"),
              Combinations.Excludes.of("sshPrivateKey", "httpsUser", "httpsKey"));

  private static final ObjectSchema COMPLIANCE =
      ObjectSchema.of(
          "ComplianceStatus",
          Property.readOnly(
              "complianceState",
              StringSchema.oneOf("Pending", "Compliant", "Noncompliant", "Installed", "Failed")),
          Property.readOnly("lastConfigApplied", TEXT),
          Property.readOnly("message", TEXT),
          Property.readOnly("messageLevel", StringSchema.oneOf("Error", "Warning", "Information")));

  private static final ObjectSchema PROPERTIES =
      ObjectSchema.of(
              "SourceControlConfigurationProperties",
              Property.of("repositoryUrl", SourceUrl.schema(SourceUrl.V1)).mandatory(),
              Property.of("operatorNamespace", NAME_IN_CLUSTER).createOnly().or("default"),
              Property.of("operatorInstanceName", OPERATOR_NAME)
                  .createOnly()
                  .or(new Fallback.ResourceName())
                  .says("The configuration's name when left out."),
              Property.of("operatorType", StringSchema.oneOf("Flux")).createOnly().or("Flux"),
              Property.of(
                      "operatorParams",
                      StringSchema.of(0, 4_096)
                          .as(Formats.ONE_LINE)
                          .storedAs(params -> OperatorParams.readOnlyUnlessNamed(params.strip())))
                  .or("")
                  .says(
                      "Flags of fluxd. Without --git-user and --git-email, --git-readonly is put"
                          + " first."),
              Property.of("operatorScope", StringSchema.oneOf("cluster", "namespace"))
                  .createOnly()
                  .or("cluster"),
              Property.of("configurationProtectedSettings", PROTECTED_SETTINGS)
                  .hidden()
                  .says(
                      "Base64 values. Left out: what is stored is kept; null: it is removed."
                          + " Answers have the empty object."),
              Property.of("sshKnownHostsContents", FluxSources.base64(Encoded.KNOWN_HOSTS, 65_536)),
              Property.of("enableHelmOperator", BooleanSchema.LENIENT).says("False when left out."),
              Property.of("helmOperatorProperties", HELM),
              Property.readOnly("repositoryPublicKey", TEXT),
              Property.readOnly(
                  "provisioningState",
                  StringSchema.oneOf("Accepted", "Deleting", "Running", "Succeeded", "Failed")),
              Property.readOnly("complianceStatus", COMPLIANCE),
              CommonProperties.DELIVERY)
          .where(
              new SourceControlRules.Transport(),
              new SourceControlRules.HelmOperator(),
              new SourceControlRules.Settings())
          .completedBy(SourceControlConfigurationSchema::settleHelm);

  /// The resource type.
  public static final ResourceSchema SCHEMA =
      new ResourceSchema(
          "Microsoft.KubernetesConfiguration/sourceControlConfigurations",
          StringSchema.of(1, 63)
              .as(
                  StringFormat.matching(
                      "^[A-Za-z0-9]([-._A-Za-z0-9]*[A-Za-z0-9])?$",
                      "letters, digits, '-', '_' and '.', with a letter or digit at both ends")),
          CommonProperties.extension("SourceControlConfiguration", PROPERTIES),
          FluxConfigurationSchema.LARGEST_BODY);

  private SourceControlConfigurationSchema() {}

  private static void settleHelm(ObjectNode properties) {
    if (!properties.has("enableHelmOperator")) {
      properties.put("enableHelmOperator", false);
    }
    if (!properties.path("enableHelmOperator").booleanValue()) {
      properties.remove("helmOperatorProperties");
    } else if (!properties.has("helmOperatorProperties")) {
      properties
          .putObject("helmOperatorProperties")
          .put("chartVersion", HELM_CHART)
          .put("chartValues", "");
    }
  }
}
