package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Rule;
import io.fairlead.api.schema.Violation.Kind;

/// What makes a definition's `policyRule` one. Its structure only: `if`, `then` and `then.effect`.
/// The conditions within `if`, the details of the effect and expressions are kept as they are and
/// not read.
record DefinitionCheck() implements Rule {
  @Override
  public void check(ObjectNode value, JsonPath at, Findings findings) {
    if (!(value.get("policyRule") instanceof ObjectNode rule)) {
      return;
    }
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
