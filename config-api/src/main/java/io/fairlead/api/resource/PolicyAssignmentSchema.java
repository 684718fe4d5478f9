package io.fairlead.api.resource;

import static io.fairlead.api.resource.Formats.TEXT;
import static io.fairlead.api.resource.PolicyProperties.DESCRIPTION;
import static io.fairlead.api.resource.PolicyProperties.DISPLAY_NAME;
import static io.fairlead.api.resource.PolicyProperties.EXACT;
import static io.fairlead.api.resource.PolicyProperties.ID;
import static io.fairlead.api.resource.PolicyProperties.METADATA;
import static io.fairlead.api.resource.PolicyProperties.REFERENCE_ID;

import io.fairlead.api.schema.ArraySchema;
import io.fairlead.api.schema.MapSchema;
import io.fairlead.api.schema.ObjectSchema;
import io.fairlead.api.schema.Property;
import io.fairlead.api.schema.ResourceSchema;
import io.fairlead.api.schema.StringSchema;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyType;

/// `Microsoft.Authorization/policyAssignments`: a definition or an initiative, put in force at a
/// scope. The limits are Azure's.
public final class PolicyAssignmentSchema {
  private static final int MOST_NOT_SCOPES = 400;
  private static final int MOST_MESSAGES = 1_000;
  private static final int MOST_OVERRIDES = 10;

  private static final ObjectSchema IDENTITY =
      ObjectSchema.of(
          "PolicyAssignmentIdentity",
          Property.of("type", StringSchema.oneOf("SystemAssigned", "UserAssigned", "None"))
              .mandatory(),
          Property.of("userAssignedIdentities", MapSchema.of(ID, EXACT, 1)));

  private static final ObjectSchema MESSAGE =
      ObjectSchema.of(
          "NonComplianceMessage",
          Property.of("message", StringSchema.of(1, 4_096)).mandatory(),
          Property.of("policyDefinitionReferenceId", REFERENCE_ID));

  private static final ObjectSchema OVERRIDE =
      ObjectSchema.of(
          "Override",
          Property.of("kind", StringSchema.oneOf("policyEffect", "definitionVersion")).mandatory(),
          Property.of("value", StringSchema.of(1, 128)).mandatory(),
          Property.of("selectors", PolicySelectors.LIST));

  private static final ObjectSchema PROPERTIES =
      ObjectSchema.of(
              "PolicyAssignmentProperties",
              DISPLAY_NAME,
              Property.of("policyDefinitionId", ID).mandatory(),
              Property.of("definitionVersion", PolicyProperties.VERSION_RANGE)
                  .says("Kept; there is one version of a definition here."),
              Property.readOnly("scope", TEXT),
              Property.of("notScopes", ArraySchema.of(ID, MOST_NOT_SCOPES)),
              Property.of("parameters", EXACT).says("By name: value."),
              DESCRIPTION,
              METADATA,
              Property.of("enforcementMode", StringSchema.oneOf("Default", "DoNotEnforce"))
                  .or("Default"),
              Property.of("nonComplianceMessages", ArraySchema.of(MESSAGE, MOST_MESSAGES)),
              Property.of("resourceSelectors", PolicySelectors.RESOURCE_SELECTORS),
              Property.of("overrides", ArraySchema.of(OVERRIDE, MOST_OVERRIDES)),
              Property.readOnly("assignmentType", TEXT),
              Property.readOnly("instanceId", TEXT),
              Property.readOnly("latestDefinitionVersion", TEXT),
              Property.readOnly("effectiveDefinitionVersion", TEXT))
          .where(new OnUnassign());

  /// The resource type.
  public static final ResourceSchema SCHEMA =
      new ResourceSchema(
          PolicyType.ASSIGNMENT.fullName(),
          PolicyProperties.NAME,
          ObjectSchema.of(
              "PolicyAssignment",
              Property.readOnly("id", TEXT),
              Property.readOnly("name", TEXT),
              Property.readOnly("type", TEXT),
              Property.readOnly("etag", TEXT),
              Property.readOnly("systemData", CommonProperties.SYSTEM_DATA),
              Property.of("location", CommonProperties.PLACE),
              Property.of("identity", IDENTITY).says("Kept, and of no effect."),
              Property.of("properties", PROPERTIES).mandatory()),
          PolicyState.MAX_BYTES);

  private PolicyAssignmentSchema() {}
}
