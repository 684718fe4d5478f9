package io.fairlead.api.resource;

import static io.fairlead.api.resource.Formats.TEXT;
import static io.fairlead.api.resource.PolicyProperties.EXACT;
import static io.fairlead.api.resource.PolicyProperties.ID;
import static io.fairlead.api.resource.PolicyProperties.REFERENCE_ID;

import io.fairlead.api.schema.ArraySchema;
import io.fairlead.api.schema.IntegerSchema;
import io.fairlead.api.schema.ObjectSchema;
import io.fairlead.api.schema.Property;
import io.fairlead.api.schema.ResourceSchema;
import io.fairlead.api.schema.StringSchema;

/// `Microsoft.PolicyInsights/remediations`: that what an assignment deploys is to be put right. Its
/// settings are fixed once it exists. The limits are Azure's.
public final class RemediationSchema {
  private static final int MOST_RESOURCES = 50_000;

  private static final ObjectSchema FILTERS =
      ObjectSchema.of(
          "RemediationFilters",
          Property.of("locations", ArraySchema.of(StringSchema.of(1, 128), 50)),
          Property.of("resourceIds", ArraySchema.of(ID, 100)));

  private static final ObjectSchema PROPERTIES =
      ObjectSchema.of(
          "RemediationProperties",
          Property.of("policyAssignmentId", ID).mandatory().createOnly(),
          Property.of("policyDefinitionReferenceId", REFERENCE_ID).createOnly(),
          Property.of(
                  "resourceDiscoveryMode",
                  StringSchema.oneOf("ExistingNonCompliant", "ReEvaluateCompliance"))
              .or("ExistingNonCompliant")
              .createOnly(),
          Property.of("filters", FILTERS).createOnly(),
          Property.of("resourceCount", IntegerSchema.between(1, MOST_RESOURCES))
              .createOnly()
              .says("Kept, and of no effect."),
          Property.of("parallelDeployments", IntegerSchema.between(1, 30))
              .createOnly()
              .says("Kept, and of no effect."),
          Property.of("failureThreshold", EXACT).createOnly().says("Kept, and of no effect."),
          Property.readOnly("provisioningState", TEXT),
          Property.readOnly("createdOn", TEXT),
          Property.readOnly("lastUpdatedOn", TEXT),
          Property.readOnly("statusMessage", TEXT),
          Property.readOnly("correlationId", TEXT),
          Property.readOnly("deploymentStatus", EXACT));

  /// The resource type.
  public static final ResourceSchema SCHEMA =
      new ResourceSchema(
          "Microsoft.PolicyInsights/remediations",
          PolicyProperties.NAME,
          CommonProperties.extension("Remediation", PROPERTIES),
          64 * 1024);

  private RemediationSchema() {}
}
