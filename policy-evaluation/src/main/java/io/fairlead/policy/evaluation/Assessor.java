package io.fairlead.policy.evaluation;

import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.policy.evaluation.Assessment.Audited;
import io.fairlead.policy.evaluation.Assessment.Deploys;
import io.fairlead.policy.evaluation.Assessment.Exempt;
import io.fairlead.policy.evaluation.Assessment.Existence;
import io.fairlead.policy.evaluation.Assessment.NotEvaluated;
import io.fairlead.policy.evaluation.Assessment.Outcome;
import io.fairlead.policy.evaluation.Assessment.Outside;
import io.fairlead.policy.evaluation.assignment.AssignedDefinition;
import io.fairlead.policy.evaluation.assignment.Binding.Bound;
import io.fairlead.policy.evaluation.assignment.Binding.Unbound;
import io.fairlead.policy.evaluation.assignment.SubscriptionPolicies;
import io.fairlead.policy.evaluation.planning.ConfigurationType;
import io.fairlead.policy.evaluation.planning.PlannedConfiguration;
import io.fairlead.policy.evaluation.planning.Planner;
import io.fairlead.policy.language.BoundPolicy;
import io.fairlead.policy.language.RelatedResources;
import io.fairlead.policy.language.definition.Effect;
import io.fairlead.policy.language.definition.Mode;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.resource.EvaluationContext;
import io.fairlead.policy.language.resource.ResourceView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Asks single policies about a cluster and its configurations. For one thread.
final class Assessor {
  private final SubscriptionPolicies policies;
  private final SeenCluster cluster;
  private final Instant now;
  private final EvaluationContext context;

  Assessor(SubscriptionPolicies policies, SeenCluster cluster, Instant now) {
    this.policies = policies;
    this.cluster = cluster;
    this.now = now;
    this.context = EvaluationContext.at(now);
  }

  /// What a policy makes of the cluster or one of its configurations.
  Outcome assess(AssignedDefinition assigned, SeenResource resource) {
    return switch (assigned.reach(resource.scoped())) {
      case OutOfScope -> new Outside(Outside.Reason.Scope);
      case Excluded -> new Outside(Outside.Reason.Excluded);
      case NotSelected -> new Outside(Outside.Reason.NotSelected);
      case Reached ->
          switch (assigned.bindingFor(resource.scoped())) {
            // What it is about is not known; the one verdict is the cluster's.
            case Unbound _ when !resource.isCluster() -> new Outside(Outside.Reason.Mode);
            case Unbound(String effect, String message) ->
                unlessExempt(assigned, resource, effect, () -> new NotEvaluated(effect, message));
            case Bound(BoundPolicy policy, Mode mode) -> ask(assigned, policy, mode, resource);
          };
    };
  }

  private Outcome ask(
      AssignedDefinition assigned, BoundPolicy policy, Mode mode, SeenResource resource) {
    if (policy.effect() == Effect.DISABLED) {
      return new Outside(Outside.Reason.Disabled);
    }
    if (mode == Mode.INDEXED && !resource.isCluster()) {
      return new Outside(Outside.Reason.Mode);
    }
    String effect = policy.effect().written();
    try {
      if (!policy.appliesTo(resource.view(), context)) {
        return new Outside(Outside.Reason.Rule);
      }
    } catch (EvaluationException e) {
      return unlessExempt(assigned, resource, effect, () -> unanswered(effect, e));
    }
    return unlessExempt(
        assigned,
        resource,
        effect,
        () -> {
          try {
            return applied(assigned, policy, resource);
          } catch (EvaluationException e) {
            return unanswered(effect, e);
          }
        });
  }

  private static NotEvaluated unanswered(String effect, EvaluationException e) {
    return new NotEvaluated(effect, "The evaluation failed: " + e.getMessage() + ".");
  }

  private Outcome unlessExempt(
      AssignedDefinition assigned,
      SeenResource resource,
      String effect,
      Supplier<Outcome> otherwise) {
    Optional<PolicyId> exemption =
        policies.exemption(assigned.assignmentKey(), assigned.reference(), resource.scoped(), now);
    return exemption.isPresent() ? new Exempt(effect, exemption.get()) : otherwise.get();
  }

  private Outcome applied(AssignedDefinition assigned, BoundPolicy policy, SeenResource resource) {
    String effect = policy.effect().written();
    return switch (policy.effect()) {
      case DISABLED -> new Outside(Outside.Reason.Disabled);
      case AUDIT, DENY -> new Audited(effect, !policy.matches(resource.view(), context));
      case AUDIT_IF_NOT_EXISTS -> new Audited(effect, exists(policy, resource.view()));
      case DEPLOY_IF_NOT_EXISTS -> {
        if (!resource.isCluster()) {
          throw new EvaluationException(
              "the policy deploys something for a configuration; deployments are for clusters");
        }
        List<PlannedConfiguration> planned =
            Planner.plan(policy, resource.view(), assigned.assignedAt(), assigned.onUnassign());
        yield new Deploys(assigned.enforced(), planned, existence(policy, planned));
      }
    };
  }

  /// Whether there is what the resource needs.
  private boolean exists(BoundPolicy policy, ResourceView resource) {
    RelatedResources related = policy.related(resource, context);
    if (ConfigurationType.named(related.type()).isEmpty()) {
      throw new EvaluationException(
          "the policy asks for resources of the type '"
              + related.type()
              + "'; only fluxConfigurations and sourceControlConfigurations are known here");
    }
    return cluster.wanted().values().stream()
        .map(SeenResource::view)
        .anyMatch(
            candidate ->
                related.include(candidate) && policy.existenceHolds(candidate, resource, context));
  }

  /// Whether one of the policy's own configurations satisfies the existence condition, as it is
  /// stored or as the policy gave it: what the store makes of values, such as flags put first in
  /// `operatorParams`, is not the policy's doing.
  private Existence existence(BoundPolicy policy, List<PlannedConfiguration> planned) {
    if (planned.isEmpty()) {
      return new Existence.Holds();
    }
    ResourceView subject = cluster.resource().view();
    try {
      RelatedResources related = policy.related(subject, context);
      Predicate<ResourceView> satisfies =
          candidate ->
              related.include(candidate) && policy.existenceHolds(candidate, subject, context);
      boolean holds =
          planned.stream()
              .anyMatch(
                  each ->
                      asStored(each).filter(satisfies).isPresent()
                          || asGiven(each).filter(satisfies).isPresent());
      return holds ? new Existence.Holds() : new Existence.Fails();
    } catch (EvaluationException e) {
      return new Existence.Unanswered("The evaluation failed: " + e.getMessage() + ".");
    }
  }

  private Optional<ResourceView> asStored(PlannedConfiguration planned) {
    return Optional.ofNullable(cluster.wanted().get(planned.configuration().key()))
        .map(SeenResource::view);
  }

  private Optional<ResourceView> asGiven(PlannedConfiguration planned) {
    return cluster
        .known(planned.configuration())
        .filter(known -> known.head().lifecycle() == Lifecycle.Active)
        .map(
            known ->
                ResourceView.late(
                    planned.configuration(),
                    () -> ConfigurationBody.of(known, planned.properties())));
  }
}
