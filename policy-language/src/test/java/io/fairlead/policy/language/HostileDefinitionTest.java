package io.fairlead.policy.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.Checked;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.problem.Problem;
import io.fairlead.policy.language.problem.Problem.Kind;
import io.fairlead.policy.language.problem.Problems;
import io.fairlead.policy.language.resource.ResourceView;
import io.fairlead.policy.language.value.Values;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a definition says, it is read and evaluated within bounds. The time allowed is far
/// more than what the bounds take.
class HostileDefinitionTest {
  private static final Duration ENOUGH = Duration.ofSeconds(20);

  @Test
  void aDefinitionThatIsTooDeepIsRefused() {
    // Given
    ObjectNode condition = field();
    for (int i = 0; i < 100; i++) {
      condition = Values.object().set("not", condition);
    }
    // When
    List<Problem> problems = problems(Samples.auditing(condition));
    // Then
    assertThat(problems)
        .containsExactly(
            new Problem(
                Kind.TOO_MUCH, "", "expected JSON at most " + Limits.DEFINITION_DEPTH + " deep"));
  }

  @Test
  void aDefinitionWithTooManyPartsIsRefused() {
    // Given
    ArrayNode many = Values.array();
    for (int i = 0; i < Limits.DEFINITION_NODES; i++) {
      many.add(1);
    }
    // When
    List<Problem> problems = problems(Samples.auditing(field().set("in", many)));
    // Then
    assertThat(problems.getFirst().message()).contains("at most 65536 values in all");
  }

  @Test
  void aDefinitionWithTooMuchTextIsRefused() {
    // When
    List<Problem> problems =
        problems(
            Samples.auditing(field().put("equals", "x".repeat(Limits.DEFINITION_CHARACTERS + 1))));
    // Then
    assertThat(problems.getFirst().message()).contains("characters of text in all");
  }

  @Test
  void parametersThatAreTooDeepAreRefused() {
    // Given
    JsonNode deep = Values.number(1);
    for (int i = 0; i < 10_000; i++) {
      deep = Values.array(List.of(deep));
    }
    JsonNode given = Values.object().set("p", deep);
    PolicyDefinition definition =
        PolicyDefinition.parse(Samples.auditing(field().put("exists", true))).orThrow();
    // When
    Checked<BoundPolicy> bound = definition.bind(given, Samples.POLICY);
    // Then
    assertThat(bound)
        .isEqualTo(
            new Checked.Invalid<>(
                List.of(
                    new Problem(Kind.TOO_MUCH, "parameters", "expected JSON at most 64 deep"))));
  }

  @Test
  void moreConditionsThanAllowedAreReportedOnce() {
    // Given
    ArrayNode conditions = Values.array();
    for (int i = 0; i <= Limits.IF_CONDITIONS; i++) {
      conditions.add(field().put("equals", "x"));
    }
    // When
    List<Problem> problems = problems(Samples.auditing(Values.object().set("allOf", conditions)));
    // Then
    assertThat(problems)
        .containsExactly(
            new Problem("policyRule.if.allOf[4095]", "expected at most 4096 conditions in all"));
  }

  @Test
  void noMoreProblemsAreReportedThanPeopleRead() {
    // Given
    ArrayNode conditions = Values.array();
    for (int i = 0; i < 1000; i++) {
      conditions.add(Values.object().put("field", "colour").put("equals", "x"));
    }
    // When
    List<Problem> problems = problems(Samples.auditing(Values.object().set("allOf", conditions)));
    // Then
    assertThat(problems).hasSize(Problems.MAX);
  }

  @Test
  void anExpressionThatIsTooLongIsRefused() {
    // When
    List<Problem> problems =
        problems(value("[concat('" + "x".repeat(Limits.EXPRESSION_LENGTH) + "')]"));
    // Then
    assertThat(problems.getFirst().toString())
        .startsWith("policyRule.if.value: expected an expression of at most 81920 characters");
  }

  @Test
  void anExpressionThatIsTooDeepIsRefused() {
    // When
    List<Problem> problems =
        problems(value("[" + "concat(".repeat(9_000) + "'x'" + ")".repeat(9_000) + "]"));
    // Then
    assertThat(problems.getFirst().message()).contains("expected at most 64 levels of nesting");
  }

  @Test
  void aChainOfAccessesThatIsTooLongIsRefused() {
    // When
    List<Problem> problems = problems(value("[resourceGroup()" + ".a".repeat(20_000) + "]"));
    // Then
    assertThat(problems.getFirst().message()).contains("expected at most 64 accesses in a row");
  }

  @Test
  void tooManyCallsAreRefused() {
    // Given
    String fields = "concat(field('name')" + ", field('name')".repeat(120) + ")";
    ArrayNode values = Values.array();
    for (int i = 0; i < 20; i++) {
      values.add("[" + fields + "]");
    }
    // When
    List<Problem> problems =
        problems(Samples.auditing(Values.object().put("contains", "x").set("value", values)));
    // Then
    assertThat(problems.getFirst().message()).contains("expected at most 2048 function calls");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Doubling texts and arrays until something gives.
        "[length(DOUBLE)]",
        "[length(string(ARRAYS))]",
        "[length(ARRAYS)]",
        // Quadratic work on the largest values there may be.
        "[length(intersection(range(0, 10000), range(5000, 10000)))]",
        "[length(union(range(0, 10000), range(10000, 10000)))]",
        "[indexOf(padLeft('b', 131072, 'a'), padLeft('b', 65536, 'a'))]",
        "[length(replace(padLeft('', 131072, 'a'), 'a', 'bbbbbbbb'))]",
        "[length(join(range(0, 10000), padLeft('', 100, 'x')))]",
        "[length(split(padLeft('', 131072, ','), ','))]",
        "[length(format(padLeft('', 130000, '{0}'), padLeft('', 131072, 'x')))]",
        "[guid(DOUBLE, DOUBLE)]",
        "[length(json(concat('[', padLeft('', 131000, '['), ']')))]",
        "[equals(createArray(range(0, 10000), range(0, 9)), createArray(range(0, 10000), range(1, 9)))]"
      })
  void expressionsThatExplodeEndInTime(String template) {
    // Given
    String texts = "'0123456789abcdef'";
    String arrays = "createArray('0123456789abcdef')";
    for (int i = 0; i < 6; i++) {
      texts = "concat(" + texts + "," + texts + "," + texts + ")";
      arrays = i < 4 ? "createArray(" + arrays + "," + arrays + "," + arrays + ")" : arrays;
    }
    String expression = template.replace("DOUBLE", texts).replace("ARRAYS", arrays);
    BoundPolicy policy = bindOrNull(value(expression));
    // When
    String end = policy == null ? "refused" : end(policy, Samples.CLUSTER);
    // Then
    assertThat(end).isNotEmpty();
  }

  @Test
  void countsWithinCountsOverLongArraysRunOutOfSteps() {
    // Given
    String alias = "Microsoft.Kubernetes/connectedClusters/long[*]";
    ObjectNode where = Values.object().put("field", alias + ".inner[*].leaf[*]").put("equals", "x");
    ObjectNode inner = Values.object();
    inner.putObject("count").put("field", alias + ".inner[*]").set("where", where);
    inner.put("equals", 1);
    ObjectNode outer = Values.object();
    outer.putObject("count").put("field", alias).set("where", inner);
    outer.put("equals", 1);
    BoundPolicy policy = Samples.bound(Samples.auditing(outer)).orThrow();
    // When
    EvaluationException error =
        catchThrowableOfType(
            EvaluationException.class, () -> policy.matches(longArrays(), Samples.CONTEXT));
    // Then
    assertThat(error).hasMessageContaining("needs more than the 200000 steps allowed");
  }

  @Test
  void variablesThatDoubleEachOtherRunOutOfRoom() {
    // Given
    ObjectNode template = Values.object();
    ObjectNode variables = template.putObject("variables");
    variables.put("v0", "0123456789abcdef");
    for (int i = 1; i < 100; i++) {
      String before = "[variables('v" + (i - 1) + "')]";
      variables.putArray("v" + i).add(before).add(before);
    }
    extension(template).putObject("properties").put("all", "[variables('v99')]");
    BoundPolicy policy = Samples.bound(Samples.deploying(template, Values.object())).orThrow();
    // When
    EvaluationException error =
        catchThrowableOfType(
            EvaluationException.class, () -> policy.deployment(Samples.CLUSTER, Samples.CONTEXT));
    // Then
    assertThat(error).hasMessageContaining("a value has at most 32768 parts");
  }

  @Test
  void copiesWithinCopiesRunOutOfSteps() {
    // Given
    ObjectNode template = Values.object();
    ObjectNode properties = extension(template).putObject("properties");
    for (String name : List.of("a", "b", "c", "d")) {
      ObjectNode loop = properties.putArray("copy").addObject();
      loop.put("name", name).put("count", 800);
      properties = loop.putObject("input");
    }
    BoundPolicy policy = Samples.bound(Samples.deploying(template, Values.object())).orThrow();
    // When
    EvaluationException error =
        catchThrowableOfType(
            EvaluationException.class, () -> policy.deployment(Samples.CLUSTER, Samples.CONTEXT));
    // Then
    assertThat(error).hasMessageContaining("needs more than the 1000000 steps allowed");
  }

  @Test
  void templatesNestOnlySoDeep() {
    // Given
    ObjectNode template = Values.object();
    ObjectNode at = template;
    for (int i = 0; i < 7; i++) {
      ObjectNode nested = at.putArray("resources").addObject();
      nested.put("type", "Microsoft.Resources/deployments").put("apiVersion", "1").put("name", "n");
      at = nested.putObject("properties").putObject("template");
    }
    at.putArray("resources");
    // When
    List<Problem> problems = problems(Samples.deploying(template, Values.object()));
    // Then
    assertThat(problems.getFirst().message()).contains("at most 5 templates in templates");
  }

  private static ObjectNode extension(ObjectNode template) {
    return template
        .putArray("resources")
        .addObject()
        .put("type", "Microsoft.KubernetesConfiguration/fluxConfigurations")
        .put("apiVersion", "1")
        .put("name", "f")
        .put("scope", "Microsoft.Kubernetes/connectedClusters/sim-ship-01");
  }

  private static ResourceView longArrays() {
    ObjectNode body = Values.object();
    ArrayNode all = body.putObject("properties").putArray("long");
    for (int i = 0; i < 100; i++) {
      ArrayNode inner = all.addObject().putArray("inner");
      for (int j = 0; j < 100; j++) {
        ArrayNode leaf = inner.addObject().putArray("leaf");
        for (int k = 0; k < 20; k++) {
          leaf.add("x");
        }
      }
    }
    return new ResourceView(Samples.CLUSTER_ID, body);
  }

  private static ObjectNode field() {
    return Values.object().put("field", "name");
  }

  private static ObjectNode value(String expression) {
    return Samples.auditing(Values.object().put("value", expression).put("equals", "x"));
  }

  private static @Nullable BoundPolicy bindOrNull(JsonNode definition) {
    return assertTimeoutPreemptively(
        ENOUGH,
        () ->
            Samples.bound(definition) instanceof Checked.Valid<BoundPolicy>(BoundPolicy policy)
                ? policy
                : null);
  }

  private static String end(BoundPolicy policy, ResourceView resource) {
    return assertTimeoutPreemptively(
        ENOUGH,
        () -> {
          try {
            return "answered " + policy.matches(resource, Samples.CONTEXT);
          } catch (EvaluationException e) {
            return e.problem().toString();
          }
        });
  }

  private static List<Problem> problems(JsonNode definition) {
    Checked<PolicyDefinition> parsed =
        assertTimeoutPreemptively(ENOUGH, () -> PolicyDefinition.parse(definition));
    return switch (parsed) {
      case Checked.Valid<PolicyDefinition> _ -> List.of();
      case Checked.Invalid<PolicyDefinition>(List<Problem> problems) -> problems;
    };
  }
}
