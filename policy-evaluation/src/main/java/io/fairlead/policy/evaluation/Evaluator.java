package io.fairlead.policy.evaluation;

import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.policy.evaluation.Assessment.Outcome;
import io.fairlead.policy.evaluation.Assessment.Outside;
import io.fairlead.policy.evaluation.Claims.Settlement;
import io.fairlead.policy.evaluation.assignment.AssignedDefinition;
import io.fairlead.policy.evaluation.assignment.SubscriptionPolicies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Evaluates all policies together for one cluster.
public final class Evaluator {
  private final SeenCluster cluster;
  private final SubscriptionPolicies policies;
  private final Assessor assessor;
  private final Instant now;

  private Evaluator(PolicySet policies, KnownCluster cluster, Instant now) {
    this.cluster = new SeenCluster(cluster);
    this.policies = policies.in(this.cluster.resource().scoped().subscription());
    this.assessor = new Assessor(this.policies, this.cluster, now);
    this.now = now;
  }

  /// What the policies want of a cluster, and how it stands to them.
  ///
  /// @param now decides which exemptions are in force, and is what is put down as the time of the
  ///     decisions
  public static Evaluation evaluate(PolicySet policies, KnownCluster cluster, Instant now) {
    return new Evaluator(policies, cluster, now).evaluate();
  }

  private Evaluation evaluate() {
    List<Assessed> assessed = assessed();
    Claims claims = Claims.of(assessed);
    Map<String, Settlement> settlements = new TreeMap<>();
    for (String key : claims.configurations()) {
      settlements.put(key, claims.settle(key, Optional.ofNullable(cluster.known().get(key))));
    }
    var verdicts = new Verdicts(cluster, claims, settlements, now);
    Map<String, PolicyVerdict> byKey = new TreeMap<>();
    for (Assessed each : assessed) {
      verdicts.of(each).ifPresent(verdict -> byKey.put(verdict.key(), verdict));
    }
    return new Evaluation(
        List.copyOf(byKey.values()), List.copyOf(deployments(claims, settlements).values()));
  }

  /// What the policies that reach the cluster make of it and of its configurations, without those
  /// that do not apply.
  private List<Assessed> assessed() {
    List<Assessed> assessed = new ArrayList<>();
    for (String scope : cluster.resource().scoped().scopes()) {
      for (AssignedDefinition assigned : policies.at(scope)) {
        assess(assigned, cluster.resource(), assessed);
        if (assigned.concernsConfigurations()) {
          for (SeenResource configuration : cluster.wanted().values()) {
            assess(assigned, configuration, assessed);
          }
        }
      }
    }
    return assessed;
  }

  private void assess(AssignedDefinition assigned, SeenResource resource, List<Assessed> assessed) {
    Outcome outcome = assessor.assess(assigned, resource);
    if (!(outcome instanceof Outside)) {
      assessed.add(new Assessed(assigned, resource.view().id(), outcome));
    }
  }

  private Map<String, Deployment> deployments(Claims claims, Map<String, Settlement> settlements) {
    var decisions = new Decisions(policies, cluster, assessor, now);
    Map<String, Deployment> deployments = new TreeMap<>();
    settlements.forEach(
        (key, settlement) -> {
          if (settlement instanceof Settlement.Due(Claims.Claim manager)) {
            deployments.put(key, decisions.write(manager));
          }
        });
    cluster
        .known()
        .forEach(
            (key, known) -> {
              if (!claims.want(key)) {
                decisions
                    .withdrawal(known.head())
                    .ifPresent(withdrawal -> deployments.put(key, withdrawal));
              }
            });
    return deployments;
  }
}
