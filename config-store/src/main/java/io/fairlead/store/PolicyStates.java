package io.fairlead.store;

import io.smallrye.mutiny.Uni;

/// How resources stand to policies, as far as the policy engine and the store know: latest states
/// only. Thread-safe. A failed `Uni` means that the database could not be asked.
public interface PolicyStates {
  /// A page of states, in the order asked for and then by the key of the resource, of the
  /// assignment and of the definition's name within an initiative.
  ///
  /// @return fails with [InvalidPageTokenException] when the token is not one of this list
  Uni<Page<StoredPolicyState>> list(PolicyStateQuery query, PageRequest page);

  /// How many resources are in which state. Without a filter it is answered from counts that are
  /// kept with the states: then it does not depend on the number of resources.
  Uni<PolicyStateSummary> summarize(PolicyStateQuery query);
}
