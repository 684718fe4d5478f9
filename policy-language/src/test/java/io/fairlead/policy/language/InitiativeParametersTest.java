package io.fairlead.policy.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.policy.language.definition.Parameters;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.Checked;
import io.fairlead.policy.language.problem.Problem;
import io.fairlead.policy.language.problem.Problem.Kind;
import io.fairlead.policy.language.value.Values;
import java.util.List;
import org.junit.jupiter.api.Test;

class InitiativeParametersTest {
  private static final String PATH = "policyDefinitions[0].parameters";
  private static final JsonNode WIDE = Samples.json("{'ring': {'value': 'wide'}}");
  private static final InitiativeParameters PARAMETERS =
      InitiativeParameters.parse(
              Samples.json(
                  """
                  {'ring': {'type': 'String', 'allowedValues': ['canary', 'wide']},
                   'names': {'type': 'Array', 'defaultValue': ['a', 'b']}}
                  """))
          .orThrow();

  @Test
  void anInitiativePassesItsParametersOn() {
    // Given
    ObjectNode toDefinition = passing("tag", "[concat('ring-', parameters('Ring'))]");
    toDefinition.putObject("list").putArray("value").add("[first(parameters('names'))]").add("z");
    // When
    Checked<JsonNode> passed = PARAMETERS.pass(WIDE, toDefinition, PATH);
    // Then
    assertThat(passed.orThrow())
        .isEqualTo(Samples.json("{'tag': {'value': 'ring-wide'}, 'list': {'value': ['a', 'z']}}"));
  }

  @Test
  void anAssignmentOfAnInitiativeIsChecked() {
    // When
    Checked<JsonNode> passed = PARAMETERS.pass(Values.MISSING, Values.object(), PATH);
    // Then
    assertThat(problems(passed))
        .containsExactly("parameters.ring: expected a value, since the parameter has no default");
  }

  @Test
  void anInitiativeKnowsNoResource() {
    // When
    Checked<JsonNode> passed = PARAMETERS.pass(WIDE, passing("tag", "[field('name')]"), PATH);
    // Then
    assertThat(problems(passed))
        .containsExactly(
            PATH + ".tag.value: expected what the initiative's parameters alone give a value");
  }

  @Test
  void aMisspeltParameterIsReportedWithItsPlace() {
    // When
    Checked<JsonNode> passed = PARAMETERS.pass(WIDE, passing("tag", "[parameters('rong')]"), PATH);
    // Then
    assertThat(problems(passed)).singleElement().asString().startsWith(PATH + ".tag.value: ");
  }

  @Test
  void valuesOfAnAssignmentAreCheckedAlone() {
    // When
    Checked<InitiativeValues> bound =
        PARAMETERS.bind(Samples.json("{'ring': {'value': 1}, 'rung': {}}"));
    // Then
    assertThat(((Checked.Invalid<InitiativeValues>) bound).problems())
        .extracting(Problem::kind, Problem::path)
        .containsExactly(
            tuple(Kind.WRONG_TYPE, "parameters.ring.value"),
            tuple(Kind.UNKNOWN, "parameters.rung"));
  }

  @Test
  void whatIsPassedIsCheckedAgainstTheDefinition() {
    // Given
    Parameters taken =
        Parameters.accepted(
            Samples.json(
                """
                {'tag': {'type': 'String'}, 'count': {'type': 'Integer'},
                 'url': {'type': 'String'}, 'old': {'type': 'String'}}
                """));
    ObjectNode passed = passing("tag", "[parameters('ring')]");
    passed.putObject("count").put("value", "1");
    passed.putObject("old").put("value", "[parameters('rong')]");
    passed.putObject("other").put("value", "x");
    // When
    List<Problem> found = PARAMETERS.checkPassed(passed, taken, PATH);
    // Then
    assertThat(found)
        .extracting(Problem::kind, Problem::path)
        .containsExactly(
            tuple(Kind.WRONG_TYPE, PATH + ".count.value"),
            tuple(Kind.WRONG_VALUE, PATH + ".old.value"),
            tuple(Kind.UNKNOWN, PATH + ".other"),
            tuple(Kind.MISSING, PATH + ".url"));
  }

  @Test
  void whatIsPassedCanBeReadWhicheverTheDefinition() {
    // Given
    ObjectNode passed = passing("tag", "[parameters('rong')]");
    passed.put("bare", 1);
    // When
    List<Problem> found = PARAMETERS.checkForm(passed, PATH);
    // Then
    assertThat(found)
        .extracting(Problem::kind, Problem::path)
        .containsExactly(
            tuple(Kind.WRONG_VALUE, PATH + ".tag.value"),
            tuple(Kind.MISSING, PATH + ".bare.value"));
  }

  @Test
  void whatIsWorkedOutIsCheckedAgainstTheDefinition() {
    // Given
    Parameters taken = Parameters.accepted(Samples.json("{'tag': {'type': 'String'}}"));
    InitiativeValues values = PARAMETERS.bind(WIDE).orThrow();
    // When
    List<Problem> found = values.check(passing("tag", "[parameters('names')]"), taken, PATH);
    // Then
    assertThat(found)
        .extracting(Problem::kind, Problem::path)
        .containsExactly(tuple(Kind.WRONG_TYPE, PATH + ".tag.value"));
  }

  @Test
  void anInitiativeHasManyMoreParametersThanADefinition() {
    // When
    Checked<InitiativeParameters> most =
        InitiativeParameters.parse(parameters(Limits.INITIATIVE_PARAMETERS));
    Checked<InitiativeParameters> more =
        InitiativeParameters.parse(parameters(Limits.INITIATIVE_PARAMETERS + 1));
    // Then
    assertThat(most).isInstanceOf(Checked.Valid.class);
    assertThat(((Checked.Invalid<InitiativeParameters>) more).problems())
        .extracting(Problem::kind, Problem::path)
        .containsExactly(tuple(Kind.TOO_MUCH, "parameters"));
  }

  @Test
  void anOddNameIsQuotedInItsPath() {
    // When
    Checked<InitiativeParameters> parsed =
        InitiativeParameters.parse(Samples.json("{'a-b': {}, 'c.d': {}, 'e\\u0001é': {}}"));
    // Then
    assertThat(((Checked.Invalid<InitiativeParameters>) parsed).problems())
        .extracting(Problem::path)
        .containsExactly(
            "parameters.a-b.type", "parameters['c.d'].type", "parameters['e\\u0001é'].type");
  }

  private static ObjectNode parameters(int count) {
    ObjectNode parameters = Values.object();
    for (int i = 0; i < count; i++) {
      parameters.putObject("p" + i).put("type", "String");
    }
    return parameters;
  }

  private static ObjectNode passing(String name, String value) {
    ObjectNode passing = Values.object();
    passing.putObject(name).put("value", value);
    return passing;
  }

  private static List<String> problems(Checked<JsonNode> passed) {
    return switch (passed) {
      case Checked.Valid<JsonNode> _ -> List.of();
      case Checked.Invalid<JsonNode>(List<Problem> problems) ->
          problems.stream().map(Problem::toString).toList();
    };
  }
}
