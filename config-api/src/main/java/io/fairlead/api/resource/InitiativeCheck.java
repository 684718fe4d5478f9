package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Rule;
import io.fairlead.policy.language.InitiativeParameters;

/// The parameters that an initiative declares are such as the policy language can read.
record InitiativeCheck() implements Rule {
  @Override
  public void check(ObjectNode value, JsonPath at, Findings findings) {
    LanguageProblems.add(
        LanguageProblems.of(InitiativeParameters.parse(value.path("parameters"))), at, findings);
  }
}
