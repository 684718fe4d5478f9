package io.fairlead.api.resource;

import io.fairlead.api.schema.ResourceSchema;
import java.util.List;

/// All resource types with a body.
public final class ResourceSchemas {
  /// In the order in which one contains the other.
  public static final List<ResourceSchema> ALL =
      List.of(
          ResourceGroupSchema.SCHEMA,
          ConnectedClusterSchema.SCHEMA,
          ConnectedClusterSchema.MANAGED,
          FluxConfigurationSchema.SCHEMA,
          SourceControlConfigurationSchema.SCHEMA,
          PolicyDefinitionSchema.SCHEMA,
          PolicySetDefinitionSchema.SCHEMA,
          PolicyAssignmentSchema.SCHEMA,
          PolicyExemptionSchema.SCHEMA,
          RemediationSchema.SCHEMA,
          RoleAssignmentSchema.SCHEMA);

  private ResourceSchemas() {}
}
