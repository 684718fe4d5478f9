package io.fairlead.policy.evaluation.assignment;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// All policies of one subscription; those of several have nothing to do with each other.
/// Immutable, thread-safe.
public final class SubscriptionPolicies {
  public static final SubscriptionPolicies EMPTY =
      of(new Catalog(Map.of(), Map.of()), Map.of(), Map.of());

  private final Catalog catalog;
  private final Map<String, Assigned> assigned;
  private final Map<String, Exemption> exemptions;
  private final Map<String, List<AssignedDefinition>> byScope;
  private final Map<String, List<Exemption>> byAssignment;
  private final NavigableSet<Instant> expiries;

  private SubscriptionPolicies(
      Catalog catalog,
      Map<String, Assigned> assigned,
      Map<String, List<AssignedDefinition>> byScope,
      Map<String, Exemption> exemptions) {
    this.catalog = catalog;
    this.assigned = assigned;
    this.byScope = byScope;
    this.exemptions = Map.copyOf(exemptions);
    this.byAssignment =
        exemptions.values().stream()
            .sorted(Comparator.comparing(each -> each.id().key()))
            .collect(Collectors.groupingBy(Exemption::assignment));
    this.expiries =
        exemptions.values().stream()
            .flatMap(each -> Optional.ofNullable(each.expires()).stream())
            .collect(Collectors.toCollection(TreeSet::new));
  }

  static SubscriptionPolicies of(
      Catalog catalog, Map<String, Assigned> assigned, Map<String, Exemption> exemptions) {
    return new SubscriptionPolicies(
        catalog,
        Map.copyOf(assigned),
        assigned.values().stream()
            .flatMap(each -> each.definitions().stream())
            .sorted(AssignedDefinition.ORDER)
            .collect(Collectors.groupingBy(each -> each.identity().assignment().scope().key())),
        exemptions);
  }

  /// The same with other exemptions.
  SubscriptionPolicies exempting(Map<String, Exemption> others) {
    return new SubscriptionPolicies(catalog, assigned, byScope, others);
  }

  /// The same with changes.
  ///
  /// @param changed replace those of the same id; of several of one id the last counts
  /// @param removed are taken out first
  public SubscriptionPolicies with(Collection<PolicyState> changed, Collection<PolicyId> removed) {
    return new PolicyChange(this).apply(changed, removed);
  }

  Catalog catalog() {
    return catalog;
  }

  Map<String, Assigned> assigned() {
    return assigned;
  }

  Map<String, Exemption> exemptions() {
    return exemptions;
  }

  /// How many definitions there are.
  public int definitionCount() {
    return catalog.definitions().size();
  }

  /// How many initiatives there are.
  public int initiativeCount() {
    return catalog.initiatives().size();
  }

  /// How many assignments there are.
  public int assignmentCount() {
    return assigned.size();
  }

  /// How many exemptions there are.
  public int exemptionCount() {
    return exemptions.size();
  }

  /// What is assigned at exactly that scope, in the order of assignments' keys and of references.
  ///
  /// @param scope its key
  public List<AssignedDefinition> at(String scope) {
    return byScope.getOrDefault(scope, List.of());
  }

  /// The assignment of that key.
  public Optional<Assigned> assignment(String key) {
    return Optional.ofNullable(assigned.get(key));
  }

  /// The exemption that exempts a resource now from a definition, the one with the smallest key of
  /// several; empty when none does.
  ///
  /// @param assignment its key; it need not be there
  /// @param reference in lower case; empty outside an initiative
  public Optional<PolicyId> exemption(
      String assignment, String reference, ScopedResource resource, Instant now) {
    for (Exemption exemption : byAssignment.getOrDefault(assignment, List.of())) {
      if (exemption.covers(resource, reference, now)) {
        return Optional.of(exemption.id());
      }
    }
    return Optional.empty();
  }

  /// When the next exemption expires after that.
  public Optional<Instant> nextExpiry(Instant after) {
    return Optional.ofNullable(expiries.higher(after));
  }
}
