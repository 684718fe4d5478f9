package io.fairlead.api.resource;

import static io.fairlead.api.resource.Formats.TEXT;

import io.fairlead.api.schema.ObjectSchema;
import io.fairlead.api.schema.Property;
import io.fairlead.api.schema.ResourceSchema;
import io.fairlead.api.schema.StringSchema;

/// `Microsoft.Authorization/roleAssignments`: that a principal holds a role at a scope. Conditions
/// are not offered, and so refused.
public final class RoleAssignmentSchema {
  private static final ObjectSchema PROPERTIES =
      ObjectSchema.of(
          "RoleAssignmentProperties",
          Property.of("roleDefinitionId", StringSchema.of(1, 256)).mandatory(),
          Property.of("principalId", StringSchema.of(1, 256))
              .mandatory()
              .says("As the issuer's tokens name the principal."),
          Property.of(
                  "principalType",
                  StringSchema.oneOf("User", "Group", "ServicePrincipal", "ForeignGroup", "Device"))
              .or("User")
              .says("Kept; a principal is known by its id alone."),
          Property.of("description", StringSchema.optional(1024)),
          Property.readOnly("scope", TEXT),
          Property.readOnly("createdOn", TEXT),
          Property.readOnly("updatedOn", TEXT),
          Property.readOnly("createdBy", TEXT),
          Property.readOnly("updatedBy", TEXT));

  /// The resource type.
  public static final ResourceSchema SCHEMA =
      new ResourceSchema(
          "Microsoft.Authorization/roleAssignments",
          StringSchema.of(36, 36),
          CommonProperties.extension("RoleAssignment", PROPERTIES),
          16 * 1024);

  private RoleAssignmentSchema() {}
}
