package io.fairlead.policy.evaluation;

import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a resource stands to a policy as it does, or one of several reasons.
///
/// @param message for people; null when the reason says all
/// @param at when the cluster said what this rests on, by the hub's clock; null when it rests on
///     nothing that the cluster said
record Finding(Reason reason, @Nullable String message, @Nullable Instant at) {
  private static final List<Reason> WORST_FIRST =
      List.of(
          Reason.Contested,
          Reason.Refused,
          Reason.DeploymentFailed,
          Reason.SecretUnavailable,
          Reason.NotReconciled,
          Reason.Missing,
          Reason.Different,
          Reason.ConditionFails,
          Reason.RuleMatches,
          Reason.NotEvaluated,
          Reason.Deploying,
          Reason.BeingDeleted,
          Reason.NotConfirmed,
          Reason.NoStatus,
          Reason.Reconciling,
          Reason.Suspended,
          Reason.Exempted,
          Reason.Confirmed,
          Reason.Satisfied);

  static Finding of(Reason reason) {
    return new Finding(reason, null, null);
  }

  static Finding of(Reason reason, String message) {
    return new Finding(reason, message, null);
  }

  /// The worst of several, at least one: the first of those with the worst reason, as of the last
  /// of them.
  static Finding worst(List<Finding> findings) {
    Finding worst = findings.getFirst();
    for (Finding each : findings.subList(1, findings.size())) {
      int order = WORST_FIRST.indexOf(each.reason()) - WORST_FIRST.indexOf(worst.reason());
      if (order < 0) {
        worst = each;
      } else if (order == 0 && isLater(each.at(), worst.at())) {
        worst = new Finding(worst.reason(), worst.message(), each.at());
      }
    }
    return worst;
  }

  private static boolean isLater(@Nullable Instant at, @Nullable Instant other) {
    return at != null && (other == null || at.isAfter(other));
  }

  PolicyCompliance compliance() {
    return switch (reason) {
      case Confirmed, Satisfied -> PolicyCompliance.Compliant;
      case RuleMatches,
          Missing,
          Different,
          ConditionFails,
          Refused,
          NotReconciled,
          DeploymentFailed,
          SecretUnavailable ->
          PolicyCompliance.NonCompliant;
      case Exempted -> PolicyCompliance.Exempt;
      case Contested -> PolicyCompliance.Conflicting;
      case Deploying, BeingDeleted, NotConfirmed, Reconciling, Suspended, NoStatus, NotEvaluated ->
          PolicyCompliance.Unknown;
    };
  }
}
