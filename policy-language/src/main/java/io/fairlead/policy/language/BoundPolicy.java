package io.fairlead.policy.language;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.content.ContentEvaluator;
import io.fairlead.policy.language.definition.Effect;
import io.fairlead.policy.language.definition.Scope;
import io.fairlead.policy.language.function.HashFunctions;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.resource.EvaluationContext;
import io.fairlead.policy.language.resource.PolicyReference;
import io.fairlead.policy.language.resource.ResourceView;
import io.fairlead.policy.language.rule.Applicability;
import io.fairlead.policy.language.rule.Check;
import io.fairlead.policy.language.rule.Condition;
import io.fairlead.policy.language.rule.Rule;
import io.fairlead.policy.language.rule.RuleRun;
import io.fairlead.policy.language.template.DeployedResource;
import io.fairlead.policy.language.template.Deployment;
import io.fairlead.policy.language.template.DeploymentPlanner;
import io.fairlead.policy.language.value.Values;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A definition with the parameters of an assignment. Immutable, thread-safe; made once and
/// asked about any number of resources. An answer depends on the arguments alone.
///
/// Every question may end in an [EvaluationException], which says where in the definition and
/// why there is no answer: a function cannot work with what the resource has, or a limit was
/// reached.
public final class BoundPolicy {
  private static final String IF = "policyRule.if";
  private static final String DETAILS = "policyRule.then.details";
  private static final Rule NO_COUNTS = new Rule(new Condition.AllOf(List.of()), 0, 0);

  private final Effect effect;
  private final Map<String, JsonNode> parameters;
  private final PolicyReference policy;
  private final Rule rule;
  private final Check check;
  private final Applicability applicability;
  private final @Nullable BoundDetails details;

  BoundPolicy(
      Effect effect,
      Map<String, JsonNode> parameters,
      PolicyReference policy,
      Rule rule,
      Check check,
      Applicability applicability,
      @Nullable BoundDetails details) {
    this.effect = effect;
    this.parameters = Map.copyOf(parameters);
    this.policy = policy;
    this.rule = rule;
    this.check = check;
    this.applicability = applicability;
    this.details = details;
  }

  public Effect effect() {
    return effect;
  }

  /// Whether the policy is about a resource at all, as Azure documents it: for `audit` and `deny`
  /// unless conditions on its type, kind or name make the rule's `if` false; for the others where
  /// the `if` is true; for `disabled` never.
  ///
  /// @throws EvaluationException when there is no answer
  public boolean appliesTo(ResourceView resource, EvaluationContext context) {
    return switch (effect) {
      case DISABLED -> false;
      case AUDIT, DENY -> {
        try {
          yield applicability.includes(run(resource, resource, context, rule));
        } catch (EvaluationException e) {
          throw e.at(IF);
        }
      }
      case AUDIT_IF_NOT_EXISTS, DEPLOY_IF_NOT_EXISTS -> matches(resource, context);
    };
  }

  /// Whether the rule's `if` is true for a resource.
  ///
  /// @throws EvaluationException when there is no answer
  public boolean matches(ResourceView resource, EvaluationContext context) {
    try {
      return check.test(run(resource, resource, context, rule));
    } catch (EvaluationException e) {
      throw e.at(IF);
    }
  }

  /// Which resources the effect asks for, where the rule matches a resource.
  ///
  /// @throws EvaluationException when there is no answer
  /// @throws IllegalStateException when the effect asks for none
  public RelatedResources related(ResourceView resource, EvaluationContext context) {
    BoundDetails asked = details();
    RuleRun run = run(resource, resource, context, NO_COUNTS);
    String group =
        asked.existenceScope() == Scope.SUBSCRIPTION ? null : group(asked, resource, run);
    return new RelatedResources(
        resource.id(),
        asked.type(),
        text(asked.name(), "name", run),
        text(asked.kind(), "kind", run),
        group);
  }

  /// Whether one of the related resources satisfies the existence condition; where there is
  /// none, it does.
  ///
  /// @param candidate one of [#related(ResourceView, EvaluationContext)]
  /// @param resource the resource that the rule matched
  /// @throws EvaluationException when there is no answer
  /// @throws IllegalStateException when the effect asks for no related resources
  public boolean existenceHolds(
      ResourceView candidate, ResourceView resource, EvaluationContext context) {
    BoundDetails asked = details();
    Rule existence = asked.existence();
    Check existenceCheck = asked.existenceCheck();
    if (existence == null || existenceCheck == null) {
      return true;
    }
    try {
      return existenceCheck.test(run(candidate, resource, context, existence));
    } catch (EvaluationException e) {
      throw e.at(DETAILS + ".existenceCondition");
    }
  }

  /// What the deployment writes for a resource that the rule matched, in an order in which it
  /// can be written.
  ///
  /// @throws EvaluationException when there is no answer
  /// @throws IllegalStateException when the effect is another than `deployIfNotExists`
  public List<DeployedResource> deployment(ResourceView resource, EvaluationContext context) {
    BoundDetails asked = details();
    Deployment deployment = asked.deployment();
    if (deployment == null || effect != Effect.DEPLOY_IF_NOT_EXISTS) {
      throw new IllegalStateException("the effect " + effect.written() + " deploys nothing");
    }
    RuleRun run = run(resource, resource, context, NO_COUNTS);
    String group =
        asked.deploymentScope() == Scope.SUBSCRIPTION ? null : group(asked, resource, run);
    try {
      return DeploymentPlanner.plan(
          deployment,
          run,
          resource.id(),
          context,
          group,
          () ->
              "PolicyDeployment_"
                  + HashFunctions.uniqueString(policy.assignmentId() + "-" + resource.id().key()));
    } catch (EvaluationException e) {
      throw e.at(DETAILS + ".deployment");
    }
  }

  private BoundDetails details() {
    if (details == null) {
      throw new IllegalStateException(
          "the effect " + effect.written() + " asks for no related resources");
    }
    return details;
  }

  private RuleRun run(
      ResourceView subject, ResourceView origin, EvaluationContext context, Rule asked) {
    return new RuleRun(subject, origin, context, policy, parameters, asked);
  }

  private static String group(BoundDetails asked, ResourceView resource, RuleRun run) {
    String named = text(asked.resourceGroupName(), "resourceGroupName", run);
    return named == null ? resource.id().resourceGroup() : named;
  }

  private static @Nullable String text(@Nullable Content content, String name, RuleRun run) {
    if (content == null) {
      return null;
    }
    JsonNode value = ContentEvaluator.evaluate(content, run);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw new EvaluationException(
          DETAILS + "." + name,
          "expected a string that is not empty, found " + Values.describe(value));
    }
    return value.textValue();
  }
}
