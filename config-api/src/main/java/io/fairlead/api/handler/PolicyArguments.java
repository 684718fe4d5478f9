package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.resource.LanguageProblems;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Violation.Kind;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.policy.language.InitiativeParameters;
import io.fairlead.policy.language.InitiativeValues;
import io.fairlead.policy.language.PolicyDefinition;
import io.fairlead.policy.language.definition.Parameters;
import io.fairlead.policy.language.problem.Checked;
import io.fairlead.policy.language.problem.Problem;
import io.fairlead.policy.language.resource.PolicyReference;
import io.fairlead.store.StoredPolicy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is given to the parameters of definitions and initiatives, checked by the policy language:
/// what is accepted can be evaluated.
final class PolicyArguments {
  private static final JsonPath PROPERTIES = JsonPath.ROOT.child("properties");
  private static final JsonPath ASSIGNED = PROPERTIES.child("policyDefinitionId");
  private static final String GIVEN = "parameters";

  private PolicyArguments() {}

  /// What an assignment of a definition gives to it.
  static void ofDefinition(
      PolicyId assignment, StoredPolicy assigned, JsonNode given, Findings findings) {
    PolicyReference reference = PolicyReference.of(assignment.toString(), assigned.id().toString());
    switch (PolicyDefinition.parse(assigned.body())) {
      case Checked.Valid<PolicyDefinition>(PolicyDefinition definition) ->
          LanguageProblems.of(definition.bind(given, reference))
              .forEach(problem -> add(problem, findings));
      case Checked.Invalid<PolicyDefinition>(List<Problem> problems) ->
          problems.forEach(problem -> addAssigned(problem, findings));
    }
  }

  /// What an initiative passes on to each of its definitions.
  ///
  /// @param properties of the initiative
  /// @param declared the parameters of its definitions
  static void ofInitiative(
      JsonNode properties, Map<PolicyId, JsonNode> declared, Findings findings) {
    if (InitiativeParameters.parse(properties.path(GIVEN))
        instanceof Checked.Valid<InitiativeParameters>(InitiativeParameters initiative)) {
      passed(properties, declared)
          .forEach(
              (path, passed) ->
                  LanguageProblems.add(
                      initiative.checkPassed(passed.given(), passed.taken(), path),
                      PROPERTIES,
                      findings));
    }
  }

  /// What an assignment of an initiative gives to it, and what each of its definitions gets of
  /// that.
  ///
  /// @param properties of the initiative
  /// @param declared the parameters of its definitions
  static void ofInitiative(
      JsonNode properties, Map<PolicyId, JsonNode> declared, JsonNode given, Findings findings) {
    switch (InitiativeParameters.parse(properties.path(GIVEN))) {
      case Checked.Valid<InitiativeParameters>(InitiativeParameters initiative) -> {
        switch (initiative.bind(given)) {
          case Checked.Valid<InitiativeValues>(InitiativeValues values) ->
              passed(properties, declared)
                  .forEach(
                      (path, passed) ->
                          values
                              .check(passed.given(), passed.taken(), path)
                              .forEach(problem -> addAssigned(problem, findings)));
          case Checked.Invalid<InitiativeValues>(List<Problem> problems) ->
              problems.forEach(problem -> add(problem, findings));
        }
      }
      case Checked.Invalid<InitiativeParameters>(List<Problem> problems) ->
          problems.forEach(problem -> addAssigned(problem, findings));
    }
  }

  /// What an initiative passes to one of its definitions.
  ///
  /// @param given by name, `{"value": …}`
  /// @param taken the definition's parameters
  private record Passed(JsonNode given, Parameters taken) {}

  /// By where it stands.
  private static Map<String, Passed> passed(JsonNode properties, Map<PolicyId, JsonNode> declared) {
    Map<PolicyId, Parameters> taken = new HashMap<>();
    Map<String, Passed> passed = new LinkedHashMap<>();
    JsonNode list = properties.path("policyDefinitions");
    for (int i = 0; i < list.size(); i++) {
      PolicyId id = PolicyId.parse(list.get(i).path("policyDefinitionId").asText());
      Parameters parameters =
          taken.computeIfAbsent(
              id, _ -> Parameters.accepted(declared.getOrDefault(id, MissingNode.getInstance())));
      passed.put(
          "policyDefinitions[%d].parameters".formatted(i),
          new Passed(list.get(i).path(GIVEN), parameters));
    }
    return passed;
  }

  /// What is wrong with the parameters is told where they stand, and what that makes wrong with
  /// what is assigned, where that is named.
  private static void add(Problem problem, Findings findings) {
    if (problem.path().startsWith(GIVEN)) {
      LanguageProblems.add(List.of(problem), PROPERTIES, findings);
    } else {
      addAssigned(problem, findings);
    }
  }

  private static void addAssigned(Problem problem, Findings findings) {
    findings.add(
        Kind.InvalidCombination,
        ASSIGNED,
        "'%s' does not go with the parameters given. In what it names: %s."
            .formatted(ASSIGNED, problem));
  }
}
