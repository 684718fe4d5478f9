package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Rule;
import io.fairlead.policy.language.PolicyDefinition;

/// What makes a definition one: that the policy language can read all of it, expressions and the
/// template of a deployment included. What is accepted here can be evaluated.
record DefinitionCheck() implements Rule {
  @Override
  public void check(ObjectNode value, JsonPath at, Findings findings) {
    LanguageProblems.add(LanguageProblems.of(PolicyDefinition.parse(value)), at, findings);
  }
}
