package io.fairlead.api.resource;

import static io.fairlead.api.resource.PolicyProperties.DESCRIPTION;
import static io.fairlead.api.resource.PolicyProperties.DISPLAY_NAME;
import static io.fairlead.api.resource.PolicyProperties.EXACT;
import static io.fairlead.api.resource.PolicyProperties.ID;
import static io.fairlead.api.resource.PolicyProperties.METADATA;
import static io.fairlead.api.resource.PolicyProperties.POLICY_TYPE;
import static io.fairlead.api.resource.PolicyProperties.REFERENCE_ID;
import static io.fairlead.api.resource.PolicyProperties.VERSION;
import static io.fairlead.api.resource.PolicyProperties.VERSIONS;

import io.fairlead.api.schema.ArraySchema;
import io.fairlead.api.schema.ObjectSchema;
import io.fairlead.api.schema.Property;
import io.fairlead.api.schema.ResourceSchema;
import io.fairlead.api.schema.StringSchema;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyType;

/// `Microsoft.Authorization/policySetDefinitions`: an initiative, definitions that are assigned
/// together. The limits are Azure's.
public final class PolicySetDefinitionSchema {
  static final int MOST_DEFINITIONS = 1_000;
  private static final int MOST_GROUPS = 250;
  private static final int MOST_GROUPS_OF_ONE = 16;

  private static final StringSchema GROUP_NAME = StringSchema.of(1, 128);

  private static final ObjectSchema REFERENCE =
      ObjectSchema.of(
          "PolicyDefinitionReference",
          Property.of("policyDefinitionReferenceId", REFERENCE_ID)
              .says("Unique in the initiative; made when it is left out."),
          Property.of("policyDefinitionId", ID).mandatory(),
          Property.of("definitionVersion", PolicyProperties.VERSION_RANGE),
          Property.of("parameters", EXACT).says("By name: value."),
          Property.of("groupNames", ArraySchema.of(GROUP_NAME, MOST_GROUPS_OF_ONE)));

  private static final ObjectSchema GROUP =
      ObjectSchema.of(
          "PolicyDefinitionGroup",
          Property.of("name", GROUP_NAME).mandatory(),
          DISPLAY_NAME,
          Property.of("category", StringSchema.of(0, 256)),
          DESCRIPTION,
          Property.of("additionalMetadataId", StringSchema.of(0, 1_024)));

  private static final ObjectSchema PROPERTIES =
      ObjectSchema.of(
              "PolicySetDefinitionProperties",
              DISPLAY_NAME,
              POLICY_TYPE,
              DESCRIPTION,
              METADATA,
              VERSION,
              PolicyProperties.parameters(),
              Property.of("policyDefinitions", ArraySchema.of(REFERENCE, MOST_DEFINITIONS))
                  .mandatory(),
              Property.of("policyDefinitionGroups", ArraySchema.of(GROUP, MOST_GROUPS)),
              VERSIONS)
          .where(
              new InitiativeCheck(),
              new PolicyReferences.AtLeastOne(),
              new PolicyReferences.UniqueIds(),
              new PolicyReferences.KnownGroups())
          .completedBy(PolicyReferences::nameAll);

  /// The resource type.
  public static final ResourceSchema SCHEMA =
      new ResourceSchema(
          PolicyType.SET_DEFINITION.fullName(),
          PolicyProperties.NAME,
          CommonProperties.extension("PolicySetDefinition", PROPERTIES),
          PolicyState.MAX_BYTES);

  private PolicySetDefinitionSchema() {}
}
