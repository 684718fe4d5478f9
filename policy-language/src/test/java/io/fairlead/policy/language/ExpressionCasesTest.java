package io.fairlead.policy.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.content.ContentEvaluator;
import io.fairlead.policy.language.content.ContentParser;
import io.fairlead.policy.language.expression.Folding;
import io.fairlead.policy.language.expression.Setting;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.problem.Problems;
import io.fairlead.policy.language.rule.Condition;
import io.fairlead.policy.language.rule.Rule;
import io.fairlead.policy.language.rule.RuleRun;
import io.fairlead.policy.language.value.Values;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionCasesTest {
  static Stream<Arguments> cases() {
    return Cases.of(
        "expressions/text",
        "expressions/collections",
        "expressions/logic",
        "expressions/numbers",
        "expressions/policy",
        "expressions/syntax");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void anExpressionMeansWhatIsWritten(String name, JsonNode each) {
    // When
    String answer = answer(each, false);
    // Then
    check(each, answer);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void itMeansTheSameWhenWorkedOutBeforehand(String name, JsonNode each) {
    // When
    String answer = answer(each, true);
    // Then
    check(each, answer);
  }

  /// The value as JSON, or what is wrong.
  private static String answer(JsonNode each, boolean folded) {
    Problems problems = new Problems();
    Content content =
        new ContentParser(Setting.policy(Samples.PARAMETERS.keySet()), problems)
            .parse(Values.text("[" + each.path("expression").textValue() + "]"), "place");
    if (!problems.isEmpty()) {
      return problems.toList().toString();
    }
    if (folded) {
      content = content.fold(new Folding(Samples.PARAMETERS, new Fuel(Limits.RULE_STEPS)));
    }
    RuleRun run =
        new RuleRun(
            Samples.CLUSTER,
            Samples.CLUSTER,
            Samples.CONTEXT,
            Samples.POLICY,
            Samples.PARAMETERS,
            new Rule(new Condition.AllOf(List.of()), 0, 0));
    try {
      return ContentEvaluator.evaluate(content, run).toString();
    } catch (EvaluationException e) {
      return e.problem().toString();
    }
  }

  private static void check(JsonNode each, String answer) {
    if (each.has("error")) {
      assertThat(answer).contains(each.path("error").textValue()).contains("place");
    } else {
      assertThat(answer).isEqualTo(each.path("expect").toString());
    }
  }
}
