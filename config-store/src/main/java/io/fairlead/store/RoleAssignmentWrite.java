package io.fairlead.store;

import io.fairlead.contract.access.BuiltInRole;
import io.fairlead.contract.access.RoleScope;
import java.util.UUID;

/// A role assignment that is asked for.
///
/// @param scope anything but everything
/// @param name the last segment of its id
/// @param by who asks
public record RoleAssignmentWrite(
    RoleScope scope,
    UUID name,
    BuiltInRole role,
    String principalId,
    String principalType,
    String description,
    Principal by) {}
