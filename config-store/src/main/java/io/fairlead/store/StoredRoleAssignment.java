package io.fairlead.store;

import io.fairlead.contract.access.BuiltInRole;
import io.fairlead.contract.access.RoleScope;
import java.util.UUID;

/// A role that a principal holds at a scope.
///
/// @param name the last segment of its id
/// @param principalId who holds it, as tokens name it
/// @param principalType as ARM words it; for people to read
/// @param description for people to read; may be empty
public record StoredRoleAssignment(
    RoleScope scope,
    UUID name,
    BuiltInRole role,
    String principalId,
    String principalType,
    String description,
    SystemData systemData) {
  /// The type, with its provider.
  public static final String TYPE = "Microsoft.Authorization/roleAssignments";

  /// Its id.
  public String id() {
    return id(scope, name);
  }

  /// The id of a role assignment.
  public static String id(RoleScope scope, UUID name) {
    return scope + "/providers/" + TYPE + "/" + name;
  }
}
