package io.fairlead.policy.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.problem.EvaluationException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionCasesTest {
  static Stream<Arguments> answered() {
    return Cases.of("conditions/conditions").filter(each -> !isError(each));
  }

  static Stream<Arguments> unanswered() {
    return Cases.of("conditions/conditions").filter(ConditionCasesTest::isError);
  }

  private static boolean isError(Arguments each) {
    return each.get()[1] instanceof JsonNode json && json.has("error");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answered")
  void aConditionIsTrueOrFalse(String name, JsonNode each) {
    // Given
    BoundPolicy policy = Samples.bound(Samples.auditing(each.path("if"))).orThrow();
    // When
    boolean matches = policy.matches(Samples.CLUSTER, Samples.CONTEXT);
    // Then
    assertThat(matches).isEqualTo(each.path("expect").booleanValue());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unanswered")
  void aConditionWithoutAnAnswerSaysWhereAndWhy(String name, JsonNode each) {
    // Given
    BoundPolicy policy = Samples.bound(Samples.auditing(each.path("if"))).orThrow();
    // When
    EvaluationException error =
        catchThrowableOfType(
            EvaluationException.class, () -> policy.matches(Samples.CLUSTER, Samples.CONTEXT));
    // Then
    assertThat(error).hasMessageContaining(each.path("error").textValue());
  }
}
