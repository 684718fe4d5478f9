package io.fairlead.policy.language;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.content.Content.Fixed;
import io.fairlead.policy.language.definition.Details;
import io.fairlead.policy.language.definition.Effect;
import io.fairlead.policy.language.expression.Folding;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.Checked;
import io.fairlead.policy.language.problem.Problems;
import io.fairlead.policy.language.resource.PolicyReference;
import io.fairlead.policy.language.rule.Applicability;
import io.fairlead.policy.language.rule.Check;
import io.fairlead.policy.language.rule.ConditionCompiler;
import io.fairlead.policy.language.rule.Rule;
import io.fairlead.policy.language.value.Values;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Binds a definition to parameters. Used once.
final class PolicyBinder {
  private static final String EFFECT = "policyRule.then.effect";
  private static final String DETAILS = "policyRule.then.details";

  private final Problems problems = new Problems();
  private final PolicyDefinition definition;
  private final PolicyReference policy;
  private final @Nullable Effect instead;

  /// @param instead of the definition's own effect; null for that
  PolicyBinder(PolicyDefinition definition, PolicyReference policy, @Nullable Effect instead) {
    this.definition = definition;
    this.policy = policy;
    this.instead = instead;
  }

  Checked<BoundPolicy> bind(JsonNode given) {
    Map<String, JsonNode> values = definition.declared().values(given, problems);
    if (!problems.isEmpty()) {
      return new Checked.Invalid<>(problems.toList());
    }
    Folding folding = new Folding(values, new Fuel(Limits.DEPLOYMENT_STEPS));
    ConditionCompiler compiler = new ConditionCompiler(folding, problems);
    Check check = compiler.compile(definition.rule().condition());
    Effect effect = instead == null ? effect(definition.effect().fold(folding)) : instead;
    BoundDetails details = details(effect, folding, compiler);
    return problems.isEmpty()
        ? new Checked.Valid<>(
            new BoundPolicy(
                effect,
                values,
                policy,
                definition.rule(),
                check,
                Applicability.of(definition.rule().condition(), folding),
                details))
        : new Checked.Invalid<>(problems.toList());
  }

  private Effect effect(Content content) {
    Effect effect =
        content instanceof Fixed(JsonNode name) && name.isTextual()
            ? Effect.named(name.textValue())
            : null;
    if (effect == null) {
      problems.add(
          EFFECT,
          "expected one of "
              + Effect.names()
              + ", found "
              + (content instanceof Fixed(JsonNode name)
                  ? Values.describe(name)
                  : "what depends on the resource"));
      return Effect.DISABLED;
    }
    return effect;
  }

  private @Nullable BoundDetails details(
      Effect effect, Folding folding, ConditionCompiler compiler) {
    Details details = definition.details();
    if (!effect.asksForRelated()) {
      return null;
    }
    if (details == null) {
      problems.add(DETAILS, "expected details, since the effect is " + effect.written());
      return null;
    }
    if (effect == Effect.DEPLOY_IF_NOT_EXISTS && details.deployment() == null) {
      problems.add(
          DETAILS + ".deployment",
          "expected a deployment, since the effect is " + effect.written());
    }
    Rule existence = details.existenceCondition();
    return new BoundDetails(
        type(details.type().fold(folding)),
        folded(details.name(), folding),
        folded(details.kind(), folding),
        folded(details.resourceGroupName(), folding),
        details.existenceScope(),
        details.evaluationDelay(),
        existence,
        existence == null ? null : compiler.compile(existence.condition()),
        details.deploymentScope(),
        details.deployment() == null ? null : details.deployment().fold(folding));
  }

  private String type(Content type) {
    if (type instanceof Fixed(JsonNode name)
        && name.isTextual()
        && name.textValue().indexOf('/') > 0) {
      return name.textValue();
    }
    problems.add(
        DETAILS + ".type",
        "expected a type such as Microsoft.KubernetesConfiguration/fluxConfigurations");
    return "";
  }

  private static @Nullable Content folded(@Nullable Content content, Folding folding) {
    return content == null ? null : content.fold(folding);
  }
}
