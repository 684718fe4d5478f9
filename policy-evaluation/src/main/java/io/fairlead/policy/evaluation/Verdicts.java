package io.fairlead.policy.evaluation;

import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.policy.PolicyVerdict.Deployed;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.policy.evaluation.Assessment.Audited;
import io.fairlead.policy.evaluation.Assessment.Deploys;
import io.fairlead.policy.evaluation.Assessment.Exempt;
import io.fairlead.policy.evaluation.Assessment.Existence;
import io.fairlead.policy.evaluation.Assessment.NotEvaluated;
import io.fairlead.policy.evaluation.Assessment.Outside;
import io.fairlead.policy.evaluation.Claims.Settlement;
import io.fairlead.policy.evaluation.assignment.AssignedPolicy;
import io.fairlead.policy.evaluation.planning.PlannedConfiguration;
import io.fairlead.policy.language.definition.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Words how a cluster and its configurations stand to policies. For one thread.
///
/// @param settlements what becomes of each configuration that is wanted, by key
record Verdicts(
    SeenCluster cluster, Claims claims, Map<String, Settlement> settlements, Instant now) {
  private static final int MOST_OPPONENTS = 50;

  /// The verdict on a policy that applies; empty for one that does not.
  Optional<PolicyVerdict> of(Assessed assessed) {
    return switch (assessed.outcome()) {
      case Outside _ -> Optional.empty();
      case Exempt(String effect, PolicyId exemption) ->
          Optional.of(
              verdict(
                  assessed, effect, Finding.of(Reason.Exempted), List.of(), exemption, List.of()));
      case NotEvaluated(String effect, String message) ->
          Optional.of(plain(assessed, effect, Finding.of(Reason.NotEvaluated, message)));
      case Audited(String effect, boolean satisfied) ->
          Optional.of(plain(assessed, effect, audited(effect, satisfied)));
      case Deploys deploys -> Optional.of(deployed(assessed, deploys));
    };
  }

  private static Finding audited(String effect, boolean satisfied) {
    if (satisfied) {
      return Finding.of(Reason.Satisfied);
    }
    return effect.equals(Effect.AUDIT_IF_NOT_EXISTS.written())
        ? Finding.of(Reason.Missing)
        : Finding.of(Reason.RuleMatches);
  }

  private PolicyVerdict deployed(Assessed assessed, Deploys deploys) {
    List<Finding> findings = new ArrayList<>();
    Set<PolicyId> opponents = new TreeSet<>(Comparator.comparing(PolicyId::key));
    List<Deployed> deployed = new ArrayList<>();
    boolean asPlanned = true;
    for (PlannedConfiguration planned : deploys.planned()) {
      Optional<KnownConfiguration> known = cluster.known(planned.configuration());
      if (deploys.enforced()) {
        deployed.add(new Deployed(planned.configuration(), planned.digest()));
        opponents.addAll(claims.opponents(planned));
        Settlement settlement = settlements.get(planned.configuration().key());
        asPlanned &= settlement instanceof Settlement.Settled;
        findings.add(settled(planned, settlement));
      } else {
        Optional<KnownConfiguration> same =
            known.filter(each -> Claims.isAsPlanned(each.head(), planned.digest()));
        asPlanned &= same.isPresent();
        findings.add(same.map(Standing::of).orElseGet(() -> unenforced(planned, known)));
      }
    }
    if (asPlanned) {
      switch (deploys.existence()) {
        case Existence.Holds() -> {}
        case Existence.Fails() ->
            findings.add(
                Finding.of(
                    Reason.ConditionFails,
                    "Everything is as deployed, and the existence condition does not hold."));
        case Existence.Unanswered(String message) ->
            findings.add(Finding.of(Reason.NotEvaluated, message));
      }
    }
    return verdict(
        assessed,
        Effect.DEPLOY_IF_NOT_EXISTS.written(),
        findings.isEmpty() ? Finding.of(Reason.Satisfied) : Finding.worst(findings),
        opponents.stream().limit(MOST_OPPONENTS).toList(),
        null,
        deployed);
  }

  private static Finding settled(PlannedConfiguration planned, @Nullable Settlement settlement) {
    String name = planned.configuration().name();
    return switch (settlement) {
      case Settlement.Contested() ->
          Finding.of(
              Reason.Contested,
              "The configuration '%s' is wanted differently by several policies; none writes it."
                  .formatted(name));
      case Settlement.Leaving() ->
          Finding.of(
              Reason.BeingDeleted,
              "The configuration '%s' is being deleted, and is written again after that."
                  .formatted(name));
      case Settlement.Due(_) -> Finding.of(Reason.Deploying);
      case Settlement.Settled(KnownConfiguration known) -> Standing.of(known);
      case null -> throw new IllegalStateException("wanted and not settled: " + planned);
    };
  }

  /// How a configuration stands that is not as planned, to a policy that does not write it.
  private static Finding unenforced(
      PlannedConfiguration planned, Optional<KnownConfiguration> known) {
    String name = planned.configuration().name();
    return known.filter(each -> each.head().lifecycle() == Lifecycle.Active).isPresent()
        ? Finding.of(
            Reason.Different,
            "The configuration '%s' is not as the policy wants it, which is not enforced."
                .formatted(name))
        : Finding.of(
            Reason.Missing,
            "There is no configuration '%s', and the policy is not enforced.".formatted(name));
  }

  private PolicyVerdict plain(Assessed assessed, String effect, Finding finding) {
    return verdict(assessed, effect, finding, List.of(), null, List.of());
  }

  private PolicyVerdict verdict(
      Assessed assessed,
      String effect,
      Finding finding,
      List<PolicyId> opponents,
      @Nullable PolicyId exemption,
      List<Deployed> deployed) {
    AssignedPolicy policy = assessed.assigned().identity();
    ClusterState state = cluster.state();
    return new PolicyVerdict(
        policy.assignment(),
        policy.uid(),
        policy.definition(),
        policy.initiative(),
        policy.reference(),
        effect,
        assessed.resource(),
        state.uid(),
        Math.min(state.epoch(), policy.epoch()),
        finding.compliance(),
        finding.reason(),
        finding.message() == null ? null : Messages.bounded(finding.message()),
        opponents,
        exemption,
        deployed,
        now,
        finding.at());
  }
}
