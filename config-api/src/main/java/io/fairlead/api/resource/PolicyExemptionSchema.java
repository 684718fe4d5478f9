package io.fairlead.api.resource;

import static io.fairlead.api.resource.PolicyProperties.DESCRIPTION;
import static io.fairlead.api.resource.PolicyProperties.DISPLAY_NAME;
import static io.fairlead.api.resource.PolicyProperties.ID;
import static io.fairlead.api.resource.PolicyProperties.METADATA;
import static io.fairlead.api.resource.PolicyProperties.REFERENCE_ID;

import io.fairlead.api.schema.ArraySchema;
import io.fairlead.api.schema.ObjectSchema;
import io.fairlead.api.schema.Property;
import io.fairlead.api.schema.ResourceSchema;
import io.fairlead.api.schema.StringSchema;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyType;

/// `Microsoft.Authorization/policyExemptions`: a scope that an assignment is not to count, for a
/// reason and perhaps for a time.
public final class PolicyExemptionSchema {
  private static final int MOST_REFERENCES = 1_000;

  private static final ObjectSchema PROPERTIES =
      ObjectSchema.of(
          "PolicyExemptionProperties",
          Property.of("policyAssignmentId", ID).mandatory(),
          Property.of(
              "policyDefinitionReferenceIds", ArraySchema.of(REFERENCE_ID, MOST_REFERENCES)),
          Property.of("exemptionCategory", StringSchema.oneOf("Waiver", "Mitigated")).mandatory(),
          Property.of("expiresOn", StringSchema.of(1, 64).as(Formats.TIME)),
          DISPLAY_NAME,
          DESCRIPTION,
          METADATA,
          Property.of("resourceSelectors", PolicySelectors.RESOURCE_SELECTORS),
          Property.of("assignmentScopeValidation", StringSchema.oneOf("Default", "DoNotValidate")));

  /// The resource type.
  public static final ResourceSchema SCHEMA =
      new ResourceSchema(
          PolicyType.EXEMPTION.fullName(),
          PolicyProperties.NAME,
          CommonProperties.extension("PolicyExemption", PROPERTIES),
          PolicyState.MAX_BYTES);

  private PolicyExemptionSchema() {}
}
