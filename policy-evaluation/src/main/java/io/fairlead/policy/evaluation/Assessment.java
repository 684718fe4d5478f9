package io.fairlead.policy.evaluation;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.policy.evaluation.assignment.AssignedPolicy;
import io.fairlead.policy.evaluation.planning.PlannedConfiguration;
import java.util.List;

/// What one policy makes of one resource, whatever other policies say and whether or not it has
/// come about.
///
/// @param policy the policy
/// @param resource the cluster, or one of its configurations
/// @param outcome what it makes of it
public record Assessment(AssignedPolicy policy, ResourceId resource, Outcome outcome) {
  /// What a policy makes of a resource.
  public sealed interface Outcome {}

  /// The policy does not apply.
  public record Outside(Reason reason) implements Outcome {
    /// Why, the first reason of these.
    public enum Reason {
      /// The assignment's scope does not contain the resource.
      Scope,
      /// One of `notScopes` contains it.
      Excluded,
      /// None of `resourceSelectors` selects it.
      NotSelected,
      /// The effect is `disabled`.
      Disabled,
      /// The mode is `Indexed`, and a configuration has neither tags nor a location.
      Mode,
      /// The rule does not match; for `audit` and `deny`: it is about other resources.
      Rule
    }
  }

  /// The policy would apply, and an exemption in force covers the resource.
  ///
  /// @param effect as Azure writes it; empty when that is not known
  /// @param exemption the one with the smallest key, should there be several
  public record Exempt(String effect, PolicyId exemption) implements Outcome {}

  /// The policy applies and deploys nothing.
  ///
  /// @param effect `audit`, `deny` or `auditIfNotExists`
  /// @param satisfied whether the resource is as the policy wants it
  public record Audited(String effect, boolean satisfied) implements Outcome {}

  /// The policy applies and deploys.
  ///
  /// @param enforced whether the assignment's enforcementMode is `Default`
  /// @param planned what it deploys, in the order of keys; may be nothing
  /// @param existence whether what is there satisfies the existence condition; says something only
  ///     where everything is there as planned
  public record Deploys(boolean enforced, List<PlannedConfiguration> planned, Existence existence)
      implements Outcome {
    public Deploys {
      planned = List.copyOf(planned);
    }
  }

  /// Whether an existence condition holds.
  public sealed interface Existence {
    /// It does, or there is none.
    record Holds() implements Existence {}

    /// It holds of none of the configurations.
    record Fails() implements Existence {}

    /// It has no answer.
    ///
    /// @param message why
    record Unanswered(String message) implements Existence {}
  }

  /// The resource is in scope, and the policy has no answer for it.
  ///
  /// @param effect as Azure writes it; empty when that is not known
  /// @param message why, at most 1,024 characters
  public record NotEvaluated(String effect, String message) implements Outcome {
    public NotEvaluated {
      message = Messages.bounded(message);
    }
  }
}
