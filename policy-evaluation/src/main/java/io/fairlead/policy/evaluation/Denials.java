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
import java.util.List;

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
  /// references. A policy that has no answer denies nothing; Azure denies then.
  ///
  /// @param now decides which exemptions are in force
  public static List<Denial> of(PolicySet policies, Proposal proposal, Instant now) {
    SeenResource resource = SeenResource.of(new ResourceView(proposal.resource(), proposal.body()));
    EvaluationContext context =
        EvaluationContext.at(now).asked(proposal.apiVersion(), proposal.caller());
    SubscriptionPolicies all = policies.in(resource.scoped().subscription());
    List<AssignedDefinition> denying = new ArrayList<>();
    for (String scope : resource.scoped().scopes()) {
      for (AssignedDefinition assigned : all.at(scope)) {
        if (assigned.enforced()
            && denies(assigned, resource, context)
            && all.exemption(assigned.assignmentKey(), assigned.reference(), resource.scoped(), now)
                .isEmpty()) {
          denying.add(assigned);
        }
      }
    }
    denying.sort(AssignedDefinition.ORDER);
    return denying.stream().map(each -> new Denial(each.identity(), each.message())).toList();
  }

  private static boolean denies(
      AssignedDefinition assigned, SeenResource resource, EvaluationContext context) {
    if (assigned.reach(resource.scoped()) != Reach.Reached
        || !(assigned.bindingFor(resource.scoped()) instanceof Bound(BoundPolicy policy, Mode mode))
        || policy.effect() != Effect.DENY
        || (mode == Mode.INDEXED && !resource.isCluster())) {
      return false;
    }
    try {
      return policy.matches(resource.view(), context);
    } catch (EvaluationException e) {
      // No answer is no refusal; the verdict on the resource says what is wrong.
      return false;
    }
  }
}
