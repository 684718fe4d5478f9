package io.fairlead.policy.evaluation;

import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.Deployment.Action.Withdraw;
import io.fairlead.contract.policy.Deployment.Basis;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.policy.OnUnassign;
import io.fairlead.policy.evaluation.Assessment.Audited;
import io.fairlead.policy.evaluation.Assessment.Deploys;
import io.fairlead.policy.evaluation.Assessment.Exempt;
import io.fairlead.policy.evaluation.Assessment.NotEvaluated;
import io.fairlead.policy.evaluation.Assessment.Outside;
import io.fairlead.policy.evaluation.Claims.Claim;
import io.fairlead.policy.evaluation.assignment.Assigned;
import io.fairlead.policy.evaluation.assignment.AssignedDefinition;
import io.fairlead.policy.evaluation.assignment.AssignedPolicy;
import io.fairlead.policy.evaluation.assignment.SubscriptionPolicies;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What has to be done to the configurations of a cluster.
record Decisions(
    SubscriptionPolicies policies, SeenCluster cluster, Assessor assessor, Instant now) {
  /// Writes a configuration for a policy that wants it.
  Deployment write(Claim claim) {
    AssignedPolicy policy = claim.assigned().identity();
    ClusterState state = cluster.state();
    long epoch =
        cluster
            .known(claim.planned().configuration())
            .map(known -> Math.min(known.head().epoch(), policy.epoch()))
            .orElse(policy.epoch());
    return new Deployment(
        claim.planned().configuration(),
        new Basis(
            Math.min(epoch, state.epoch()),
            state.uid(),
            state.generation(),
            policy.assignment(),
            policy.uid(),
            policy.generation(),
            policy.reference(),
            now),
        claim.planned().write());
  }

  /// Deletes a configuration that no policy wants and that its manager leaves to be deleted; empty
  /// when it stays.
  Optional<Deployment> withdrawal(ConfigurationHead configuration) {
    ManagedBy manager = configuration.managedBy();
    if (manager == null || configuration.lifecycle() != Lifecycle.Active) {
      return Optional.empty();
    }
    String assignment = manager.assignment().key();
    Optional<Assigned> live =
        policies
            .assignment(assignment)
            .filter(assigned -> assigned.uid().equals(manager.assignmentUid()));
    boolean removes = live.map(Assigned::removes).orElse(manager.onUnassign() == OnUnassign.Remove);
    String reference = manager.reference().toLowerCase(Locale.ROOT);
    if (!removes
        || isExempt(assignment, reference)
        || live.filter(assigned -> mayWant(assigned, reference)).isPresent()) {
      return Optional.empty();
    }
    ClusterState state = cluster.state();
    long epoch = Math.min(state.epoch(), configuration.epoch());
    return Optional.of(
        new Deployment(
            configuration.id(),
            new Basis(
                live.map(assigned -> Math.min(assigned.epoch(), epoch)).orElse(epoch),
                state.uid(),
                state.generation(),
                manager.assignment(),
                manager.assignmentUid(),
                live.map(Assigned::generation).orElse(0L),
                manager.reference(),
                now),
            new Withdraw()));
  }

  private boolean isExempt(String assignment, String reference) {
    return policies.exemption(assignment, reference, cluster.resource().scoped(), now).isPresent();
  }

  /// Whether the manager may still want what is no claim of its: what is not known deletes nothing.
  private boolean mayWant(Assigned manager, String reference) {
    Optional<AssignedDefinition> definition = manager.find(reference);
    if (definition.isEmpty()) {
      return !manager.isWhole();
    }
    return switch (assessor.assess(definition.get(), cluster.resource())) {
      case NotEvaluated _, Exempt _ -> true;
      case Outside _, Audited _, Deploys _ -> false;
    };
  }
}
