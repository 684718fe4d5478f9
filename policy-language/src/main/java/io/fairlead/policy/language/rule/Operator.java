package io.fairlead.policy.language.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.problem.EvaluationException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The operators of conditions, each with what it makes of the value it compares to.
public enum Operator {
  EQUALS("equals", Expects.SCALAR, Comparisons::equal),
  NOT_EQUALS("notEquals", Expects.SCALAR, not(Comparisons::equal)),
  LIKE("like", Expects.SCALAR, Comparisons::like),
  NOT_LIKE("notLike", Expects.SCALAR, not(Comparisons::like)),
  MATCH("match", Expects.SCALAR, expected -> Comparisons.match(expected, false)),
  MATCH_INSENSITIVELY(
      "matchInsensitively", Expects.SCALAR, expected -> Comparisons.match(expected, true)),
  NOT_MATCH("notMatch", Expects.SCALAR, not(expected -> Comparisons.match(expected, false))),
  NOT_MATCH_INSENSITIVELY(
      "notMatchInsensitively", Expects.SCALAR, not(expected -> Comparisons.match(expected, true))),
  CONTAINS("contains", Expects.SCALAR, Comparisons::contains),
  NOT_CONTAINS("notContains", Expects.SCALAR, not(Comparisons::contains)),
  IN("in", Expects.ARRAY, Comparisons::in),
  NOT_IN("notIn", Expects.ARRAY, not(Comparisons::in)),
  CONTAINS_KEY("containsKey", Expects.SCALAR, Comparisons::containsKey),
  NOT_CONTAINS_KEY("notContainsKey", Expects.SCALAR, not(Comparisons::containsKey)),
  LESS("less", Expects.SCALAR, expected -> Comparisons.ordered(expected, order -> order < 0)),
  LESS_OR_EQUALS(
      "lessOrEquals",
      Expects.SCALAR,
      expected -> Comparisons.ordered(expected, order -> order <= 0)),
  GREATER("greater", Expects.SCALAR, expected -> Comparisons.ordered(expected, order -> order > 0)),
  GREATER_OR_EQUALS(
      "greaterOrEquals",
      Expects.SCALAR,
      expected -> Comparisons.ordered(expected, order -> order >= 0)),
  EXISTS("exists", Expects.SCALAR, Comparisons::exists);

  /// What the definition has to write after an operator.
  enum Expects {
    SCALAR("a string, a number or a boolean"),
    ARRAY("an array");

    private final String words;

    Expects(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private static final Map<String, Operator> BY_KEY =
      Arrays.stream(values())
          .collect(
              Collectors.toUnmodifiableMap(
                  operator -> operator.written.toLowerCase(Locale.ROOT), Function.identity()));

  private final String written;
  private final Expects expects;
  private final Function<JsonNode, ValueTest> preparation;

  Operator(String written, Expects expects, Function<JsonNode, ValueTest> preparation) {
    this.written = written;
    this.expects = expects;
    this.preparation = preparation;
  }

  /// As Azure writes it.
  public String written() {
    return written;
  }

  Expects expects() {
    return expects;
  }

  /// The comparison with that value.
  ///
  /// @throws io.fairlead.policy.language.problem.EvaluationException when the operator cannot
  /// compare to it
  ValueTest prepare(JsonNode expected) {
    return preparation.apply(expected);
  }

  /// The same, where the value was worked out within an evaluation.
  ValueTest prepareWithin(JsonNode expected, String path) {
    try {
      return prepare(expected);
    } catch (EvaluationException e) {
      throw e.at(path);
    }
  }

  /// The operator of that name in lower case; null when there is none.
  static @Nullable Operator keyed(String key) {
    return BY_KEY.get(key);
  }

  /// All names, for messages.
  static String names() {
    return Arrays.stream(values()).map(Operator::written).collect(Collectors.joining(", "));
  }

  private static Function<JsonNode, ValueTest> not(Function<JsonNode, ValueTest> preparation) {
    return expected -> {
      ValueTest positive = preparation.apply(expected);
      return (actual, fuel) -> !positive.test(actual, fuel);
    };
  }
}
