package io.fairlead.contract.access;

/// A role at a scope, and so at all that the scope contains.
public record Grant(BuiltInRole role, RoleScope scope) {
  /// Whether this grant permits an action at a scope.
  public boolean permits(String action, RoleScope at) {
    return scope.contains(at) && role.permits(action);
  }
}
