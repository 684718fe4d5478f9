package io.fairlead.api.access;

import io.fairlead.api.auth.Caller;
import io.fairlead.contract.access.RoleScope;
import java.util.List;
import java.util.Optional;

/// A request that may be carried out.
///
/// @param caller who asks
/// @param scope that the path names
/// @param within the scopes to which a list is limited; empty for no limit
public record Allowed(Caller caller, RoleScope scope, Optional<List<RoleScope>> within) {
  public Allowed {
    within = within.map(List::copyOf);
  }
}
