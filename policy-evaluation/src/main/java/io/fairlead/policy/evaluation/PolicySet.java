package io.fairlead.policy.evaluation;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/// All policies: definitions, initiatives, assignments and exemptions, in any order and complete or
/// not. What is wrong with one of them shows where it would apply, never here. Immutable,
/// thread-safe.
public final class PolicySet {
  /// No policies.
  public static final PolicySet EMPTY = new PolicySet();

  private PolicySet() {}

  /// How many there are of each kind.
  public record Size(int definitions, int initiatives, int assignments, int exemptions) {}

  /// The same with changes. Takes work in proportion to what is changed: a definition is read again
  /// only when it changed, an assignment bound again only when itself or what it assigns did.
  ///
  /// @param changed replace those of the same id; of several of one id the last counts
  /// @param removed are taken out first
  public PolicySet with(Collection<PolicyState> changed, Collection<PolicyId> removed) {
    return this;
  }

  /// When answers change without any policy changing: the next time after that at which an
  /// exemption expires.
  public Optional<Instant> nextChangeAfter(Instant now) {
    return Optional.empty();
  }

  public Size size() {
    return new Size(0, 0, 0, 0);
  }
}
