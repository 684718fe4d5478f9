package io.fairlead.policy.evaluation.assignment;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /// Whether something is assigned at one of a resource's scopes that excludes none of them.
  public boolean concern(ScopedResource resource) {
    return resource.scopes().stream()
        .flatMap(scope -> at(scope).stream())
        .anyMatch(assigned -> !assigned.excludes(resource));
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

  /// The scopes within which answers may differ from those that the other policies give. What is
  /// not assigned makes no difference anywhere.
  public Set<PolicyScope> changedSince(SubscriptionPolicies before) {
    if (isSame(before)) {
      return Set.of();
    }
    Set<PolicyScope> changed = new HashSet<>();
    differing(assigned, before.assigned).forEach(each -> changed.add(each.state().id().scope()));
    differing(exemptions, before.exemptions).forEach(each -> changed.add(each.id().scope()));
    return changed;
  }

  @SuppressWarnings("ReferenceEquality") // What did not change is the same object.
  private boolean isSame(SubscriptionPolicies other) {
    return this == other;
  }

  /// What one has and the other has not, or not the same.
  @SuppressWarnings("ReferenceEquality") // What did not change is the same object.
  private static <T> List<T> differing(Map<String, T> some, Map<String, T> others) {
    return Stream.concat(
            some.entrySet().stream().filter(each -> others.get(each.getKey()) != each.getValue()),
            others.entrySet().stream().filter(each -> some.get(each.getKey()) != each.getValue()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /// The scopes of the exemptions that expire after a time, until another and then too.
  public Set<PolicyScope> expiring(Instant after, Instant until) {
    return exemptions.values().stream()
        .filter(each -> each.expiresWithin(after, until))
        .map(each -> each.id().scope())
        .collect(Collectors.toSet());
  }

  /// When the next exemption expires after that.
  public Optional<Instant> nextExpiry(Instant after) {
    return Optional.ofNullable(expiries.higher(after));
  }
}
