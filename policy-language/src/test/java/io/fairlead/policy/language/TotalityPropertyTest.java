package io.fairlead.policy.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.definition.Effect;
import io.fairlead.policy.language.problem.Checked;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.value.Values;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/// Whatever is read ends in a value or in an error of the language, and every time in the same.
class TotalityPropertyTest {
  private static final String EVALUATED = "evaluated: ";
  private static final double LEAST_EVALUATED = 20;
  private static final JsonNode WHOLE = Cases.resource("own/edge-baseline.json");

  @Property(tries = 2000)
  void anExpressionHasAValueOrAnError(@ForAll long seed) {
    // Given
    String expression = "[" + new Inventor(seed).expression() + "]";
    // When
    String answer = answer(expression);
    // Then
    assertThat(answer(expression)).isEqualTo(answer);
    coverEvaluations(answer);
  }

  @Property(tries = 1000)
  void anyTextIsReadOrRefused(@ForAll long seed) {
    // Given
    String text = "[" + new Inventor(seed).text() + "]";
    // When
    String answer = answer(text);
    // Then
    assertThat(answer(text)).isEqualTo(answer);
  }

  @Property(tries = 2000)
  void aConditionHasAnAnswerOrAnError(@ForAll long seed) {
    // Given
    JsonNode condition = new Inventor(seed).condition();
    // When
    String answer = asked(Samples.auditing(condition));
    // Then
    assertThat(asked(Samples.auditing(condition))).isEqualTo(answer);
    coverEvaluations(answer);
  }

  @Property(tries = 2000)
  void aDefinitionWithSomethingElseInItsPlaceIsReadOrRefused(@ForAll long seed) {
    // Given
    JsonNode changed = new Inventor(seed).changed(WHOLE);
    // When
    String answer = asked(changed);
    // Then
    assertThat(asked(changed)).isEqualTo(answer);
    coverEvaluations(answer);
  }

  @Property(tries = 500)
  void anyJsonIsReadOrRefused(@ForAll long seed) {
    // Given
    JsonNode value = new Inventor(seed).value();
    // When
    String answer = asked(value);
    // Then
    assertThat(asked(value)).isEqualTo(answer);
  }

  /// Enough of what is made up must be fit to be evaluated, or these tests would say little.
  private static void coverEvaluations(String answer) {
    Statistics.label("end").collect(answer.startsWith(EVALUATED) ? "evaluated" : "refused");
    Statistics.label("end")
        .coverage(end -> end.check("evaluated").percentage(part -> part > LEAST_EVALUATED));
  }

  /// What a condition makes of an expression.
  private static String answer(String expression) {
    return asked(Samples.auditing(Values.object().put("value", expression).put("equals", "x")));
  }

  /// All that a definition can be asked; errors of the language as texts. Everything else that
  /// is thrown fails the test.
  private static String asked(JsonNode definition) {
    return switch (PolicyDefinition.parse(definition)) {
      case Checked.Invalid<PolicyDefinition>(var problems) -> problems.toString();
      case Checked.Valid<PolicyDefinition>(PolicyDefinition parsed) -> asked(parsed);
    };
  }

  private static String asked(PolicyDefinition definition) {
    JsonNode given =
        definition.parameters().stream().anyMatch(each -> each.name().equals("url"))
            ? Samples.json("{'url': {'value': 'https://x'}}")
            : Values.MISSING;
    return switch (definition.bind(given, Samples.POLICY)) {
      case Checked.Invalid<BoundPolicy>(var problems) -> problems.toString();
      case Checked.Valid<BoundPolicy>(BoundPolicy policy) ->
          questions(policy)
              .map(TotalityPropertyTest::answerOrError)
              .collect(Collectors.joining(", ", EVALUATED, ""));
    };
  }

  private static Stream<Supplier<Object>> questions(BoundPolicy policy) {
    Supplier<Object> matches = () -> policy.matches(Samples.CLUSTER, Samples.CONTEXT);
    Supplier<Object> related = () -> policy.related(Samples.CLUSTER, Samples.CONTEXT);
    Supplier<Object> existence =
        () -> policy.existenceHolds(Samples.CLUSTER, Samples.CLUSTER, Samples.CONTEXT);
    Supplier<Object> deployment = () -> policy.deployment(Samples.CLUSTER, Samples.CONTEXT);
    if (policy.effect() == Effect.DEPLOY_IF_NOT_EXISTS) {
      return Stream.of(matches, related, existence, deployment);
    }
    return policy.effect().asksForRelated()
        ? Stream.of(matches, related, existence)
        : Stream.of(matches);
  }

  private static String answerOrError(Supplier<Object> question) {
    try {
      return question.get().toString();
    } catch (EvaluationException e) {
      assertThat(e.path()).isNotEmpty();
      return e.problem().toString();
    }
  }
}
