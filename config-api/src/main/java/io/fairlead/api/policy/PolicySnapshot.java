package io.fairlead.api.policy;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.policy.evaluation.PolicySet;
import io.fairlead.store.PolicyFeed;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All policies at one time. Immutable.
///
/// @param set to be asked
/// @param facts of definitions, initiatives and assignments
/// @param copy what it was made of
public record PolicySnapshot(
    PolicySet set, Map<PolicyId, PolicyFacts> facts, PolicyFeed.Copy copy) {
  static final PolicySnapshot EMPTY =
      new PolicySnapshot(PolicySet.EMPTY, Map.of(), PolicyFeed.Copy.EMPTY);

  public PolicySnapshot {
    facts = Map.copyOf(facts);
  }

  /// What is known of a resource of Azure Policy.
  ///
  /// @param id null for none
  public PolicyFacts factsOf(@Nullable PolicyId id) {
    return id == null ? PolicyFacts.NONE : facts.getOrDefault(id, PolicyFacts.NONE);
  }

  /// The snapshot after this one. Reads what changed, which takes time.
  PolicySnapshot with(PolicyFeed.Changes changes) {
    Map<PolicyId, PolicyFacts> all = new HashMap<>(facts);
    changes.removed().forEach(all::remove);
    changes
        .changed()
        .forEach(
            state -> {
              switch (state.id().type()) {
                case DEFINITION, SET_DEFINITION, ASSIGNMENT ->
                    all.put(state.id(), PolicyFacts.of(state.properties()));
                case EXEMPTION -> {
                  // No answer repeats anything of it but its id.
                }
              }
            });
    return new PolicySnapshot(set.with(changes.changed(), changes.removed()), all, changes.copy());
  }
}
