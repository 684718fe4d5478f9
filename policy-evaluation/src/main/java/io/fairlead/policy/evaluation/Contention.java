package io.fairlead.policy.evaluation;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.policy.evaluation.assignment.AssignedDefinition;
import io.fairlead.policy.evaluation.assignment.AssignedPolicy;
import io.fairlead.policy.evaluation.assignment.SubscriptionPolicies;
import io.fairlead.policy.evaluation.planning.PlannedConfiguration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What all policies together want written to a cluster and taken from it. Less than an
/// [Evaluation]: they are asked about the cluster only, since none deploys for a configuration. For
/// one thread.
public final class Contention {
  private final SeenCluster cluster;
  private final Claims claims;
  private final Decisions decisions;

  private Contention(SeenCluster cluster, Claims claims, Decisions decisions) {
    this.cluster = cluster;
    this.claims = claims;
    this.decisions = decisions;
  }

  /// Asks all policies.
  ///
  /// @param now decides which exemptions are in force
  public static Contention of(PolicySet policies, KnownCluster cluster, Instant now) {
    var seen = new SeenCluster(cluster);
    SubscriptionPolicies all = policies.in(seen.resource().scoped().subscription());
    var assessor = new Assessor(all, seen, now);
    List<Assessed> assessed = new ArrayList<>();
    for (String scope : seen.resource().scoped().scopes()) {
      for (AssignedDefinition assigned : all.at(scope)) {
        assessed.add(
            new Assessed(
                assigned, seen.resource().view().id(), assessor.assess(assigned, seen.resource())));
      }
    }
    return new Contention(seen, Claims.of(assessed), new Decisions(all, seen, assessor, now));
  }

  /// The assignments that want a configuration otherwise, in the order of keys. While there are
  /// any, nobody writes it.
  public List<PolicyId> opponents(PlannedConfiguration planned) {
    return claims.opponents(planned);
  }

  /// The policy for which a configuration is written, where those that want it agree: the one that
  /// manages it already, else the first; empty when no enforced policy wants it.
  public Optional<AssignedPolicy> writer(PlannedConfiguration planned) {
    return claims
        .manager(planned.configuration().key(), cluster.known(planned.configuration()))
        .map(claim -> claim.assigned().identity());
  }

  /// What is taken away: configurations that no policy wants and that the one that manages them
  /// does not leave there. In the order of keys.
  public List<Deployment> withdrawals() {
    return cluster.known().entrySet().stream()
        .filter(known -> !claims.want(known.getKey()))
        .flatMap(known -> decisions.withdrawal(known.getValue().head()).stream())
        .toList();
  }
}
