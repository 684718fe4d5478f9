package io.fairlead.policy.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.policy.language.problem.Checked;
import io.fairlead.policy.language.problem.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DefinitionCasesTest {
  static Stream<Arguments> definitions() {
    return Cases.of("definitions/problems");
  }

  static Stream<Arguments> assignments() {
    return Cases.of("definitions/parameters");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("definitions")
  void aDefinitionIsReportedWithEverythingThatIsWrong(String name, JsonNode each) {
    // When
    Checked<PolicyDefinition> parsed = PolicyDefinition.parse(each.path("definition"));
    // Then
    check(problems(parsed), each.path("problems"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("assignments")
  void anAssignmentIsReportedWithEverythingThatIsWrong(String name, JsonNode each) {
    // Given
    ObjectNode json = Samples.auditing(Samples.json("{'field': 'name', 'exists': true}"));
    json.set("parameters", each.path("parameters"));
    PolicyDefinition definition = PolicyDefinition.parse(json).orThrow();
    // When
    Checked<BoundPolicy> bound = definition.bind(each.path("given"), Samples.POLICY);
    // Then
    check(problems(bound), each.path("problems"));
  }

  private static List<String> problems(Checked<?> checked) {
    return switch (checked) {
      case Checked.Valid<?> _ -> List.of();
      case Checked.Invalid<?>(List<Problem> problems) ->
          problems.stream().map(Problem::toString).toList();
    };
  }

  private static void check(List<String> problems, JsonNode expected) {
    assertThat(problems).hasSize(expected.size());
    for (int i = 0; i < problems.size(); i++) {
      assertThat(problems.get(i)).contains(expected.get(i).textValue());
    }
  }
}
