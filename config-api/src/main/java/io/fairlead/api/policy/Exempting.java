package io.fairlead.api.policy;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.policy.evaluation.assignment.ScopedResource;
import io.fairlead.policy.evaluation.assignment.SubscriptionPolicies;
import io.fairlead.store.ExemptionCheck;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// Reads exemptions as the policy engine does. Stateless.
public final class Exempting implements ExemptionCheck {
  @Override
  public Predicate<Case> covering(Collection<PolicyState> exemptions, Instant now) {
    // Of whichever subscriptions: each exemption knows its scope.
    SubscriptionPolicies policies = SubscriptionPolicies.EMPTY.with(exemptions, List.of());
    return each ->
        policies
            .exemption(
                each.assignment().key(),
                each.reference().toLowerCase(Locale.ROOT),
                ScopedResource.of(each.cluster(), each.location()),
                now)
            .isPresent();
  }
}
