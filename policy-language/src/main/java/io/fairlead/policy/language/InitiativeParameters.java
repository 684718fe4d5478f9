package io.fairlead.policy.language;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.content.Content.Fixed;
import io.fairlead.policy.language.content.ContentParser;
import io.fairlead.policy.language.definition.DefinitionSize;
import io.fairlead.policy.language.definition.ParameterDeclaration;
import io.fairlead.policy.language.definition.Parameters;
import io.fairlead.policy.language.expression.Setting;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.Checked;
import io.fairlead.policy.language.problem.JsonPath;
import io.fairlead.policy.language.problem.Problem;
import io.fairlead.policy.language.problem.Problem.Kind;
import io.fairlead.policy.language.problem.Problems;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    Parameters parameters =
        Parameters.parse(section.deepCopy(), Limits.INITIATIVE_PARAMETERS, problems);
    return problems.isEmpty()
        ? new Checked.Valid<>(new InitiativeParameters(parameters))
        : new Checked.Invalid<>(problems.toList());
  }

  /// In the order of their declaration.
  public Collection<ParameterDeclaration> declarations() {
    return parameters.declarations();
  }

  /// Puts in the values of an assignment, and checks them.
  ///
  /// @param given by the assignment, `{"name": {"value": …}}`; a missing node for none
  public Checked<InitiativeValues> bind(JsonNode given) {
    Problems problems = new Problems();
    refuseExcess(given, "parameters", problems);
    if (!problems.isEmpty()) {
      return new Checked.Invalid<>(problems.toList());
    }
    Map<String, JsonNode> values = parameters.values(given.deepCopy(), problems);
    return problems.isEmpty()
        ? new Checked.Valid<>(new InitiativeValues(values))
        : new Checked.Invalid<>(problems.toList());
  }

  /// What is wrong with what the initiative passes to one of its definitions, whichever that is:
  /// arguments without a value, and expressions that cannot be read.
  ///
  /// @param passed as in [#pass]
  /// @param path where `passed` stands, such as `policyDefinitions[2].parameters`
  public List<Problem> checkForm(JsonNode passed, String path) {
    Problems problems = new Problems();
    refuseExcess(passed, path, problems);
    if (problems.isEmpty()) {
      ContentParser contents = new ContentParser(Setting.policy(parameters.keys()), problems);
      for (Map.Entry<String, JsonNode> argument : passed.properties()) {
        String place = JsonPath.child(path, argument.getKey());
        JsonNode written = Parameters.written(argument.getValue(), place, problems);
        if (written != null) {
          contents.parse(written, JsonPath.child(place, "value"));
        }
      }
    }
    return problems.toList();
  }

  /// What is wrong with what the initiative passes to one of its definitions, as far as it shows
  /// before an assignment gives values.
  ///
  /// @param passed as in [#pass]
  /// @param taken the parameters of the definition
  /// @param path where `passed` stands, such as `policyDefinitions[2].parameters`
  public List<Problem> checkPassed(JsonNode passed, Parameters taken, String path) {
    Problems problems = new Problems();
    refuseExcess(passed, path, problems);
    if (problems.isEmpty()) {
      ContentParser contents = new ContentParser(Setting.policy(parameters.keys()), problems);
      taken.values(
          passed,
          path,
          (written, place) -> plain(contents.parse(written, place)),
          new Fuel(Limits.RULE_STEPS),
          problems);
    }
    return problems.toList();
  }

  /// What one of the definitions is given, in the form in which [PolicyDefinition#bind] takes
  /// it.
  ///
  /// @param given by the assignment, `{"name": {"value": …}}`; a missing node for none
  /// @param passed by the initiative to the definition, in the same form; values may be
  /// expressions of the initiative's parameters
  /// @param path where the latter stands, such as `policyDefinitions[2].parameters`
  public Checked<JsonNode> pass(JsonNode given, JsonNode passed, String path) {
    return switch (bind(given)) {
      case Checked.Valid<InitiativeValues>(InitiativeValues values) -> values.pass(passed, path);
      case Checked.Invalid<InitiativeValues>(List<Problem> problems) ->
          new Checked.Invalid<>(problems);
    };
  }

  /// Null where there are expressions, and where they could not be read.
  private static @Nullable JsonNode plain(Content content) {
    return content instanceof Fixed(JsonNode value) && content != ContentParser.NOTHING
        ? value
        : null;
  }

  static void refuseExcess(JsonNode json, String path, Problems problems) {
    String excess = DefinitionSize.excessOf(json);
    if (excess != null) {
      problems.add(Kind.TOO_MUCH, path, excess);
    }
  }
}
