package io.fairlead.policy.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.content.Content.Fixed;
import io.fairlead.policy.language.content.ContentParser;
import io.fairlead.policy.language.definition.DefinitionSize;
import io.fairlead.policy.language.definition.ParameterDeclaration;
import io.fairlead.policy.language.definition.Parameters;
import io.fairlead.policy.language.expression.Folding;
import io.fairlead.policy.language.expression.Setting;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.Checked;
import io.fairlead.policy.language.problem.JsonPath;
import io.fairlead.policy.language.problem.Problems;
import io.fairlead.policy.language.value.Values;
import java.util.Collection;
import java.util.Map;

/// The parameters of an initiative, and how it passes them on to its definitions. Immutable,
/// thread-safe.
public final class InitiativeParameters {
  private final Parameters parameters;

  private InitiativeParameters(Parameters parameters) {
    this.parameters = parameters;
  }

  /// Reads the property `parameters` of a policy set definition; a missing node for none.
  public static Checked<InitiativeParameters> parse(JsonNode section) {
    Problems problems = new Problems();
    refuseExcess(section, "parameters", problems);
    if (!problems.isEmpty()) {
      return new Checked.Invalid<>(problems.toList());
    }
    Parameters parameters = Parameters.parse(section.deepCopy(), problems);
    return problems.isEmpty()
        ? new Checked.Valid<>(new InitiativeParameters(parameters))
        : new Checked.Invalid<>(problems.toList());
  }

  /// In the order of their declaration.
  public Collection<ParameterDeclaration> declarations() {
    return parameters.declarations();
  }

  /// What one of the definitions is given, in the form in which [PolicyDefinition#bind] takes
  /// it.
  ///
  /// @param given by the assignment, `{"name": {"value": …}}`; a missing node for none
  /// @param passed by the initiative to the definition, in the same form; values may be
  /// expressions of the initiative's parameters
  /// @param path where the latter stands, such as `policyDefinitions[2].parameters`
  public Checked<JsonNode> pass(JsonNode given, JsonNode passed, String path) {
    Problems problems = new Problems();
    refuseExcess(given, "parameters", problems);
    refuseExcess(passed, path, problems);
    return problems.isEmpty()
        ? worked(given, passed, path, problems)
        : new Checked.Invalid<>(problems.toList());
  }

  private static void refuseExcess(JsonNode json, String path, Problems problems) {
    String excess = DefinitionSize.excessOf(json);
    if (excess != null) {
      problems.add(path, excess);
    }
  }

  private Checked<JsonNode> worked(
      JsonNode given, JsonNode passed, String path, Problems problems) {
    Map<String, JsonNode> values = parameters.values(given.deepCopy(), problems);
    if (!passed.isObject() && !Values.isAbsent(passed)) {
      problems.add(path, "expected an object, found " + Values.kind(passed));
    }
    ContentParser contents = new ContentParser(Setting.policy(parameters.keys()), problems);
    Folding folding = new Folding(values, new Fuel(Limits.DEPLOYMENT_STEPS));
    ObjectNode worked = Values.object();
    for (Map.Entry<String, JsonNode> parameter : passed.properties()) {
      String place = JsonPath.child(path, parameter.getKey());
      JsonNode value = Values.property(parameter.getValue(), "value");
      if (value == null) {
        problems.add(place, "expected an object with a value");
        continue;
      }
      Content content = contents.parse(value.deepCopy(), JsonPath.child(place, "value"));
      if (content.fold(folding) instanceof Fixed(JsonNode plain)) {
        worked.putObject(parameter.getKey()).set("value", plain);
      } else if (problems.isEmpty()) {
        problems.add(
            JsonPath.child(place, "value"),
            "expected what the initiative's parameters alone give a value");
      }
    }
    return problems.isEmpty()
        ? new Checked.Valid<>(worked)
        : new Checked.Invalid<>(problems.toList());
  }
}
