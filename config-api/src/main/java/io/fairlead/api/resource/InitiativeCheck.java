package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Rule;
import io.fairlead.policy.language.InitiativeParameters;
import io.fairlead.policy.language.problem.Checked;
import io.fairlead.policy.language.problem.Problem;
import java.util.List;

/// The parameters that an initiative declares, and what it passes on, are such as the policy
/// language can read. What its definitions take is for the handler to find out.
record InitiativeCheck() implements Rule {
  private static final String PARAMETERS = "parameters";

  @Override
  public void check(ObjectNode value, JsonPath at, Findings findings) {
    switch (InitiativeParameters.parse(value.path(PARAMETERS))) {
      case Checked.Valid<InitiativeParameters>(InitiativeParameters initiative) -> {
        JsonNode list = value.path(PolicyReferences.LIST);
        for (int i = 0; i < list.size(); i++) {
          String path = "%s[%d].%s".formatted(PolicyReferences.LIST, i, PARAMETERS);
          JsonNode passed = list.get(i).path(PARAMETERS);
          LanguageProblems.add(initiative.checkForm(passed, path), at, findings);
        }
      }
      case Checked.Invalid<InitiativeParameters>(List<Problem> problems) ->
          LanguageProblems.add(problems, at, findings);
    }
  }
}
