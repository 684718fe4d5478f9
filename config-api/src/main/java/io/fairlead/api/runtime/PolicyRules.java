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
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
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

  /// Where the policies of requests are evaluated, and the copy of all policies is kept up to date.
  @Produces
  @Singleton
  EvaluationPool requests() {
    return new EvaluationPool();
  }

  void stop(@Disposes EvaluationPool requests) {
    requests.close();
  }

  /// The one copy of the policies, for requests and withdrawals alike: whoever asks gets what was
  /// durable when it asked.
  @Produces
  @Singleton
  PolicySnapshots policies(PolicyFeed feed, EvaluationPool requests) {
    return new PolicySnapshots(feed, requests);
  }

  /// With threads of its own: no request waits behind a policy that ends on a whole fleet.
  @Produces
  @Singleton
  Withdrawals withdrawals(PolicySnapshots policies, FleetView fleet) {
    return new Withdrawals(policies, fleet, new EvaluationPool(), Clock.systemUTC());
  }

  void stop(@Disposes Withdrawals withdrawals) {
    withdrawals.pool().close();
  }
}
