package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Rule;
import io.fairlead.api.schema.Violation.Kind;
import io.fairlead.policy.language.PolicyDefinition;
import io.fairlead.policy.language.problem.Checked;
import io.fairlead.policy.language.problem.Problem;
import java.util.List;

/// What makes a definition one: that it has the parts of one and, once it has, that the policy
/// language can read all of it, expressions and the template of a deployment included. What is
/// accepted here can be evaluated.
record DefinitionCheck() implements Rule {
  @Override
  public void check(ObjectNode value, JsonPath at, Findings findings) {
    if (!(value.get("policyRule") instanceof ObjectNode rule)) {
      return;
    }
    parts(rule, at, findings);
    if (findings.none()
        && PolicyDefinition.parse(value) instanceof Checked.Invalid<?>(List<Problem> problems)) {
      problems.forEach(problem -> add(problem, at, findings));
    }
  }

  private static void add(Problem problem, JsonPath at, Findings findings) {
    JsonPath path = at.within(problem.path());
    findings.add(Kind.InvalidValue, path, "'%s': %s.".formatted(path, problem.message()));
  }

  private static void parts(ObjectNode rule, JsonPath at, Findings findings) {
    JsonPath ruleAt = at.child("policyRule");
    requireObject(rule, "if", ruleAt, findings);
    if (requireObject(rule, "then", ruleAt, findings)) {
      JsonPath effectAt = ruleAt.child("then").child("effect");
      JsonNode effect = rule.path("then").path("effect");
      if (!effect.isTextual() || effect.textValue().isBlank()) {
        findings.add(
            effect.isMissingNode() ? Kind.MissingProperty : Kind.WrongType,
            effectAt,
            "'%s' must be a string: an effect, or an expression that gives one."
                .formatted(effectAt));
      }
    }
  }

  private static boolean requireObject(
      ObjectNode rule, String name, JsonPath ruleAt, Findings findings) {
    JsonNode part = rule.path(name);
    if (part.isObject()) {
      return true;
    }
    JsonPath at = ruleAt.child(name);
    findings.add(
        part.isMissingNode() ? Kind.MissingProperty : Kind.WrongType,
        at,
        "'%s' is required and must be an object.".formatted(at));
    return false;
  }
}
