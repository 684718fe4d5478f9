package io.fairlead.policy.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.content.Content.Fixed;
import io.fairlead.policy.language.content.ContentParser;
import io.fairlead.policy.language.definition.Parameters;
import io.fairlead.policy.language.expression.Folding;
import io.fairlead.policy.language.expression.Setting;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.Checked;
import io.fairlead.policy.language.problem.JsonPath;
import io.fairlead.policy.language.problem.Problem;
import io.fairlead.policy.language.problem.Problem.Kind;
import io.fairlead.policy.language.problem.Problems;
import io.fairlead.policy.language.value.Values;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The parameters of an initiative with the values of an assignment. For one thread: what it works
/// out for all of its definitions counts towards one limit.
public final class InitiativeValues {
  private final Set<String> keys;
  private final Fuel fuel = new Fuel(Limits.DEPLOYMENT_STEPS);
  private final Folding folding;

  /// @param values by name in lower case, one for every parameter
  InitiativeValues(Map<String, JsonNode> values) {
    this.keys = Set.copyOf(values.keySet());
    this.folding = new Folding(Map.copyOf(values), fuel);
  }

  /// What one of the definitions is given, in the form in which [PolicyDefinition#bind] takes it.
  ///
  /// @param passed by the initiative to the definition, in the same form; values may be
  /// expressions of the initiative's parameters
  /// @param path where it stands, such as `policyDefinitions[2].parameters`
  public Checked<JsonNode> pass(JsonNode passed, String path) {
    Problems problems = new Problems();
    InitiativeParameters.refuseExcess(passed, path, problems);
    JsonNode worked = problems.isEmpty() ? worked(passed, path, problems) : Values.MISSING;
    return problems.isEmpty()
        ? new Checked.Valid<>(worked)
        : new Checked.Invalid<>(problems.toList());
  }

  /// What is wrong with what one of the definitions is given.
  ///
  /// @param passed as above
  /// @param taken the definition's parameters
  /// @param path as above
  public List<Problem> check(JsonNode passed, Parameters taken, String path) {
    return switch (pass(passed, path)) {
      case Checked.Valid<JsonNode>(JsonNode worked) -> taken.check(worked, path, fuel);
      case Checked.Invalid<JsonNode>(List<Problem> problems) -> problems;
    };
  }

  private JsonNode worked(JsonNode passed, String path, Problems problems) {
    if (!passed.isObject() && !Values.isAbsent(passed)) {
      problems.add(Kind.WRONG_TYPE, path, "expected an object, found " + Values.kind(passed));
    }
    ContentParser contents = new ContentParser(Setting.policy(keys), problems);
    ObjectNode worked = Values.object();
    for (Map.Entry<String, JsonNode> parameter : passed.properties()) {
      String argument = JsonPath.child(path, parameter.getKey());
      JsonNode value = Parameters.written(parameter.getValue(), argument, problems);
      if (value == null) {
        continue;
      }
      String place = JsonPath.child(argument, "value");
      Content content = contents.parse(value.deepCopy(), place);
      if (content.fold(folding) instanceof Fixed(JsonNode plain)) {
        worked.putObject(parameter.getKey()).set("value", plain);
      } else if (problems.isEmpty()) {
        problems.add(place, "expected what the initiative's parameters alone give a value");
      }
    }
    return worked;
  }
}
