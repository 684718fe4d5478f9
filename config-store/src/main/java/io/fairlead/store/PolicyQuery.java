package io.fairlead.store;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
import java.util.Optional;

/// Which resources of Azure Policy are listed.
///
/// @param category of a definition's metadata, in any case; empty for any
/// @param target what an assignment assigns, or what an exemption exempts from; empty for any
public record PolicyQuery(
    PolicyType type,
    PolicyScope scope,
    Reach reach,
    Optional<String> category,
    Optional<PolicyId> target) {
  /// How far around the scope.
  public enum Reach {
    /// At the scope itself: `atExactScope()`.
    EXACT,
    /// Also at the scopes that contain it: `atScope()`.
    INHERITED,
    /// Also at all that the scope contains.
    ASSOCIATED
  }
}
