package io.fairlead.api.support;

import io.fairlead.contract.id.PolicyScope;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.PolicyStateQuery;
import io.fairlead.store.PolicyStateSummary;
import io.fairlead.store.PolicyStates;
import io.fairlead.store.StoredPolicyState;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The states of a [FakeDatabase], in the order of their keys, whatever the filter and the order
/// asked for: those are tested over the real database.
public record FakePolicyStates(FakeDatabase db) implements PolicyStates {
  @Override
  public Uni<Page<StoredPolicyState>> list(PolicyStateQuery query, PageRequest page) {
    return db.read(() -> FakeDatabase.page(db.states, s -> isOf(query.of(), s), page));
  }

  static boolean isOf(PolicyStateQuery.Of of, StoredPolicyState state) {
    return switch (of) {
      case PolicyStateQuery.Of.Scope(PolicyScope scope) ->
          scope.contains(PolicyScope.parse(state.resource().cluster().toString()));
      case PolicyStateQuery.Of.Resource(var resource) -> state.resource().equals(resource);
      case PolicyStateQuery.Of.Assignment(var id) -> state.assignment().equals(id);
      case PolicyStateQuery.Of.Definition(_, var id) -> state.definition().equals(id);
      case PolicyStateQuery.Of.Initiative(_, var id) -> Objects.equals(id, state.initiative());
    };
  }

  @Override
  public Uni<PolicyStateSummary> summarize(PolicyStateQuery query) {
    return db.read(() -> new PolicyStateSummary(Map.of(), List.of()));
  }
}
