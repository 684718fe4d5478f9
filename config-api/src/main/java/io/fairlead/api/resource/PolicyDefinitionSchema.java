package io.fairlead.api.resource;

import static io.fairlead.api.resource.PolicyProperties.DESCRIPTION;
import static io.fairlead.api.resource.PolicyProperties.DISPLAY_NAME;
import static io.fairlead.api.resource.PolicyProperties.EXACT;
import static io.fairlead.api.resource.PolicyProperties.METADATA;
import static io.fairlead.api.resource.PolicyProperties.POLICY_TYPE;
import static io.fairlead.api.resource.PolicyProperties.VERSION;
import static io.fairlead.api.resource.PolicyProperties.VERSIONS;

import io.fairlead.api.schema.ObjectSchema;
import io.fairlead.api.schema.Property;
import io.fairlead.api.schema.ResourceSchema;
import io.fairlead.api.schema.StringSchema;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyType;

/// `Microsoft.Authorization/policyDefinitions`: a rule of Azure Policy, in Azure's own JSON.
public final class PolicyDefinitionSchema {
  private static final ObjectSchema PROPERTIES =
      ObjectSchema.of(
              "PolicyDefinitionProperties",
              DISPLAY_NAME,
              POLICY_TYPE,
              Property.of("mode", StringSchema.oneOf("All", "Indexed"))
                  .or("Indexed")
                  .says("Modes of resource providers are not offered."),
              DESCRIPTION,
              METADATA,
              VERSION,
              PolicyProperties.parameters(),
              Property.of("policyRule", EXACT).mandatory().says("Kept as it is."),
              VERSIONS)
          .where(new DefinitionCheck());

  /// The resource type.
  public static final ResourceSchema SCHEMA =
      new ResourceSchema(
          PolicyType.DEFINITION.fullName(),
          PolicyProperties.NAME,
          CommonProperties.extension("PolicyDefinition", PROPERTIES),
          PolicyState.MAX_BYTES);

  private PolicyDefinitionSchema() {}
}
