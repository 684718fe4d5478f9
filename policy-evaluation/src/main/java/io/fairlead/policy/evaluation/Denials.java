package io.fairlead.policy.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.policy.evaluation.assignment.AssignedDefinition;
import io.fairlead.policy.evaluation.assignment.AssignedDefinition.Reach;
import io.fairlead.policy.evaluation.assignment.Binding.Bound;
import io.fairlead.policy.evaluation.assignment.SubscriptionPolicies;
import io.fairlead.policy.language.BoundPolicy;
import io.fairlead.policy.language.definition.Effect;
import io.fairlead.policy.language.definition.Mode;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.resource.EvaluationContext;
import io.fairlead.policy.language.resource.ResourceView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which policies refuse a request.
public final class Denials {
  private Denials() {}

  /// A request to create or change a resource.
  ///
  /// @param resource a cluster or a configuration; it need not exist
  /// @param body as the API would show the resource afterwards: `location`, `tags`, `properties`, …
  /// @param apiVersion of the request
  /// @param caller who made it: `idtyp`, `appid` and the like; an empty object when that is not
  ///     known
  public record Proposal(ResourceId resource, JsonNode body, String apiVersion, JsonNode caller) {}

  /// The policies with the effect `deny` that apply, are enforced (`enforcementMode` is `Default`),
  /// are not exempted from and whose rule matches, in the order of assignments' keys and of
  /// references. One whose rule has no answer for what is proposed denies too, as Azure's: else
  /// whoever can make an expression fail could write what is denied. One that cannot be asked at
  /// all, since its definition is missing or does not go with its parameters, denies nothing.
  ///
  /// @param now decides which exemptions are in force
  public static List<Denial> of(PolicySet policies, Proposal proposal, Instant now) {
    SeenResource resource = SeenResource.of(new ResourceView(proposal.resource(), proposal.body()));
    EvaluationContext context =
        EvaluationContext.at(now).asked(proposal.apiVersion(), proposal.caller());
    SubscriptionPolicies all = policies.in(resource.scoped().subscription());
    List<Judged> denying = new ArrayList<>();
    for (String scope : resource.scoped().scopes()) {
      for (AssignedDefinition assigned : all.at(scope)) {
        if (assigned.enforced()
            && all.exemption(assigned.assignmentKey(), assigned.reference(), resource.scoped(), now)
                .isEmpty()) {
          denial(assigned, resource, context)
              .ifPresent(denial -> denying.add(new Judged(assigned, denial)));
        }
      }
    }
    denying.sort(Comparator.comparing(Judged::assigned, AssignedDefinition.ORDER));
    return denying.stream().map(Judged::denial).toList();
  }

  private record Judged(AssignedDefinition assigned, Denial denial) {}

  private static Optional<Denial> denial(
      AssignedDefinition assigned, SeenResource resource, EvaluationContext context) {
    if (assigned.reach(resource.scoped()) != Reach.Reached
        || !(assigned.bindingFor(resource.scoped()) instanceof Bound(BoundPolicy policy, Mode mode))
        || policy.effect() != Effect.DENY
        || (mode == Mode.INDEXED && !resource.isCluster())) {
      return Optional.empty();
    }
    try {
      return policy.matches(resource.view(), context)
          ? Optional.of(new Denial(assigned.identity(), assigned.message()))
          : Optional.empty();
    } catch (EvaluationException e) {
      return Optional.of(
          new Denial(
              assigned.identity(),
              "The policy's rule has no answer for what is asked for: " + e.getMessage()));
    }
  }
}
