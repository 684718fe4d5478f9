package io.fairlead.policy.evaluation;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.policy.evaluation.assignment.ScopedResource;
import io.fairlead.policy.evaluation.assignment.SubscriptionPolicies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/// All policies: definitions, initiatives, assignments and exemptions, in any order and complete or
/// not. What is wrong with one of them shows where it would apply, never here. Immutable,
/// thread-safe.
public final class PolicySet {
  /// No policies.
  public static final PolicySet EMPTY = new PolicySet(Map.of());

  private final Map<String, SubscriptionPolicies> subscriptions;

  private PolicySet(Map<String, SubscriptionPolicies> subscriptions) {
    this.subscriptions = Map.copyOf(subscriptions);
  }

  /// How many there are of each kind.
  public record Size(int definitions, int initiatives, int assignments, int exemptions) {}

  /// The same with changes. A definition is read again only when it changed, an assignment bound
  /// again only when itself or what it assigns did, and only the subscriptions concerned are
  /// touched. Many changes at once cost little more than one.
  ///
  /// @param changed replace those of the same id; of several of one id the last counts
  /// @param removed are taken out first
  public PolicySet with(Collection<PolicyState> changed, Collection<PolicyId> removed) {
    Map<String, List<PolicyState>> put = new HashMap<>();
    Map<String, List<PolicyId>> taken = new HashMap<>();
    changed.forEach(
        state -> put.computeIfAbsent(subscription(state.id()), _ -> new ArrayList<>()).add(state));
    removed.forEach(id -> taken.computeIfAbsent(subscription(id), _ -> new ArrayList<>()).add(id));
    Set<String> concerned = new HashSet<>(put.keySet());
    concerned.addAll(taken.keySet());
    Map<String, SubscriptionPolicies> all = new HashMap<>(subscriptions);
    for (String each : concerned) {
      all.put(
          each,
          in(each).with(put.getOrDefault(each, List.of()), taken.getOrDefault(each, List.of())));
    }
    return new PolicySet(all);
  }

  private static String subscription(PolicyId id) {
    return id.scope().subscription().key();
  }

  /// Those of a subscription.
  ///
  /// @param key of the subscription's scope
  SubscriptionPolicies in(String key) {
    return subscriptions.getOrDefault(key, SubscriptionPolicies.EMPTY);
  }

  /// Whether an assignment concerns a cluster as far as its id tells: the scope contains it, and
  /// none of `notScopes` does. Where none does, no policy has a verdict on the cluster or on any of
  /// its configurations, and none wants anything written; what policies wrote before may still be
  /// withdrawn.
  public boolean concern(ResourceId cluster) {
    if (subscriptions.isEmpty()) {
      return false;
    }
    ScopedResource scoped = ScopedResource.of(cluster, "");
    return in(scoped.subscription()).concern(scoped);
  }

  /// The scopes within which answers may differ from those that other policies give: those of
  /// assignments and exemptions that are not the same, or assign what is not. Cheap where these
  /// policies came of the others by [#with].
  public Set<PolicyScope> changedSince(PolicySet before) {
    Set<String> all = new HashSet<>(subscriptions.keySet());
    all.addAll(before.subscriptions.keySet());
    return all.stream()
        .flatMap(each -> in(each).changedSince(before.in(each)).stream())
        .collect(Collectors.toSet());
  }

  /// The scopes within which answers change though no policy does, since an exemption expires.
  ///
  /// @param after exclusive
  /// @param until inclusive
  public Set<PolicyScope> changedByTime(Instant after, Instant until) {
    return subscriptions.values().stream()
        .flatMap(each -> each.expiring(after, until).stream())
        .collect(Collectors.toSet());
  }

  /// When answers change without any policy changing: the next time after that at which an
  /// exemption expires.
  public Optional<Instant> nextChangeAfter(Instant now) {
    return subscriptions.values().stream()
        .flatMap(each -> each.nextExpiry(now).stream())
        .min(Comparator.naturalOrder());
  }

  public Size size() {
    return new Size(
        sum(SubscriptionPolicies::definitionCount),
        sum(SubscriptionPolicies::initiativeCount),
        sum(SubscriptionPolicies::assignmentCount),
        sum(SubscriptionPolicies::exemptionCount));
  }

  private int sum(ToIntFunction<SubscriptionPolicies> count) {
    return subscriptions.values().stream().mapToInt(count).sum();
  }
}
