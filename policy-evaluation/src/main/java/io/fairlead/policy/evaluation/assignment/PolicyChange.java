package io.fairlead.policy.evaluation.assignment;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyType;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// A change of a subscription's policies in the making. For one thread, used once.
final class PolicyChange {
  private final SubscriptionPolicies before;
  private final Map<String, Definition> definitions;
  private final Map<String, Initiative> initiatives;
  private final Map<String, PolicyState> assignments = new HashMap<>();
  private final Map<String, Exemption> exemptions;
  private boolean onlyExemptions = true;

  PolicyChange(SubscriptionPolicies before) {
    this.before = before;
    this.definitions = new HashMap<>(before.catalog().definitions());
    this.initiatives = new HashMap<>(before.catalog().initiatives());
    this.exemptions = new HashMap<>(before.exemptions());
    before.assigned().forEach((key, each) -> assignments.put(key, each.state()));
  }

  SubscriptionPolicies apply(Collection<PolicyState> changed, Collection<PolicyId> removed) {
    Map<String, PolicyState> last = new HashMap<>();
    changed.forEach(state -> last.put(state.id().key(), state));
    removed.forEach(this::remove);
    last.forEach(this::put);
    if (onlyExemptions) {
      return before.exempting(exemptions);
    }
    var catalog = new Catalog(definitions, initiatives);
    return SubscriptionPolicies.of(catalog, assigned(catalog), exemptions);
  }

  private void remove(PolicyId id) {
    onlyExemptions &= id.type() == PolicyType.EXEMPTION;
    switch (id.type()) {
      case DEFINITION -> definitions.remove(id.key());
      case SET_DEFINITION -> initiatives.remove(id.key());
      case ASSIGNMENT -> assignments.remove(id.key());
      case EXEMPTION -> exemptions.remove(id.key());
    }
  }

  private void put(String key, PolicyState state) {
    remove(state.id());
    switch (state.id().type()) {
      case DEFINITION -> definitions.put(key, Definition.parse(state));
      case SET_DEFINITION ->
          Initiative.parse(state).ifPresent(initiative -> initiatives.put(key, initiative));
      case ASSIGNMENT -> assignments.put(key, state);
      case EXEMPTION -> exemptions.put(key, Exemption.parse(state));
    }
  }

  private Map<String, Assigned> assigned(Catalog catalog) {
    Map<String, Assigned> all = new HashMap<>();
    assignments.forEach(
        (key, state) -> all.put(key, Assigned.of(state, catalog, before.assigned().get(key))));
    return all;
  }
}
