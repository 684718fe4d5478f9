package io.fairlead.api.runtime;

import io.fairlead.api.handler.DeploymentRules;
import io.fairlead.api.policy.Exempting;
import io.fairlead.api.policy.PolicySnapshots;
import io.fairlead.api.policy.Withdrawals;
import io.fairlead.api.work.EvaluationPool;
import io.fairlead.store.DeploymentCheck;
import io.fairlead.store.ExemptionCheck;
import io.fairlead.store.FleetView;
import io.fairlead.store.PolicyFeed;
import io.fairlead.store.WithdrawalCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Gives the store the rules that policies' configurations are held to.
@ApplicationScoped
class PolicyRules {
  @Produces
  @Singleton
  DeploymentCheck deployments() {
    return new DeploymentRules();
  }

  @Produces
  @Singleton
  ExemptionCheck exemptions() {
    return new Exempting();
  }

  /// With a copy of the policies and threads of its own: the first withdrawal makes them, and no
  /// request waits behind a policy that ends on a whole fleet.
  @Produces
  @Singleton
  WithdrawalCheck withdrawals(PolicyFeed feed, FleetView fleet) {
    var pool = new EvaluationPool();
    return new Withdrawals(new PolicySnapshots(feed, pool), fleet, pool, Clock.systemUTC());
  }
}
