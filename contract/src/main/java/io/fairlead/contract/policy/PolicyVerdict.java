package io.fairlead.contract.policy;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a resource stands to a policy that applies to it, as far as the engine knows. No verdict:
/// the policy does not apply. Whether the cluster is offline is not part of it.
///
/// @param assignment the assignment
/// @param assignmentUid its incarnation
/// @param definition the definition that was evaluated
/// @param initiative through which it is assigned; null when it is assigned by itself
/// @param reference the definition's name within the initiative; empty outside one
/// @param effect as Azure writes it, such as `deployIfNotExists`
/// @param resource the cluster or the configuration that was evaluated
/// @param clusterUid the incarnation of the cluster that it is or is in
/// @param epoch the store's epoch of what it was decided on
/// @param compliance the verdict
/// @param reason why
/// @param message one sentence for people; null when the reason says all
/// @param conflictsWith the assignments that want the same configuration differently
/// @param exemption the exemption that covers it; null when none does
/// @param deployed what the policy deploys for the resource; empty when it deploys nothing
/// @param decidedAt when the engine came to this verdict, by the hub's clock
/// @param confirmedAt when the cluster last said something that the verdict rests on, by the hub's
///     clock; null when it rests on nothing that the cluster said
public record PolicyVerdict(
    PolicyId assignment,
    UUID assignmentUid,
    PolicyId definition,
    @Nullable PolicyId initiative,
    String reference,
    String effect,
    ResourceId resource,
    UUID clusterUid,
    long epoch,
    PolicyCompliance compliance,
    Reason reason,
    @Nullable String message,
    List<PolicyId> conflictsWith,
    @Nullable PolicyId exemption,
    List<Deployed> deployed,
    Instant decidedAt,
    @Nullable Instant confirmedAt) {
  public PolicyVerdict {
    conflictsWith = List.copyOf(conflictsWith);
    deployed = List.copyOf(deployed);
  }

  /// A configuration that the policy deploys for the resource.
  ///
  /// @param digest as [Deployment.Action.Write#digest()]
  public record Deployed(ResourceId configuration, String digest) {}

  /// Why a verdict is what it is. Of several configurations of one policy the worst decides.
  public enum Reason {
    /// Compliant: the cluster has confirmed it and Flux agrees.
    Confirmed,
    /// Compliant: the rule of an `audit` or `deny` does not match, or what has to exist exists.
    Satisfied,
    /// NonCompliant: the rule of an `audit` or `deny` matches.
    RuleMatches,
    /// NonCompliant: what has to exist does not, and nothing is deployed for it.
    Missing,
    /// NonCompliant: it is there otherwise than the policy deploys it, and is not corrected.
    Different,
    /// NonCompliant: as deployed, and still the existence condition does not hold.
    ConditionFails,
    /// NonCompliant: the cluster has refused it.
    Refused,
    /// NonCompliant: Flux could not make it so.
    NotReconciled,
    /// NonCompliant: it could not be written; the message says why.
    DeploymentFailed,
    /// NonCompliant: a secret it needs cannot be had; the message says which.
    SecretUnavailable,
    /// Exempt.
    Exempted,
    /// Conflicting.
    Contested,
    /// Unknown: asked for and not written yet.
    Deploying,
    /// Unknown: being deleted, to be written again after that.
    BeingDeleted,
    /// Unknown: written, and not confirmed by the cluster.
    NotConfirmed,
    /// Unknown: the cluster has it and works on it.
    Reconciling,
    /// Unknown: suspended in the cluster.
    Suspended,
    /// Unknown: the cluster has said nothing of it.
    NoStatus,
    /// Unknown: the policy has no answer for this resource; the message says why.
    NotEvaluated
  }

  /// The same with [Instant#EPOCH] for the time of the decision: equal for verdicts that say the
  /// same, whenever that was decided.
  public PolicyVerdict undated() {
    return new PolicyVerdict(
        assignment,
        assignmentUid,
        definition,
        initiative,
        reference,
        effect,
        resource,
        clusterUid,
        epoch,
        compliance,
        reason,
        message,
        conflictsWith,
        exemption,
        deployed,
        Instant.EPOCH,
        confirmedAt);
  }

  /// The key on [io.fairlead.contract.topic.Topic#POLICY_STATES]: lower-case
  /// `{resource}|{assignment}|{reference}`.
  public String key() {
    return key(resource, assignment, reference);
  }

  /// The key of the verdict on that resource.
  public static String key(ResourceId resource, PolicyId assignment, String reference) {
    return resource.key() + "|" + assignment.key() + "|" + reference.toLowerCase(Locale.ROOT);
  }
}
