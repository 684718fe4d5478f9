package io.fairlead.policy.language.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.value.Equality;
import io.fairlead.policy.language.value.Instants;
import io.fairlead.policy.language.value.TextSearch;
import io.fairlead.policy.language.value.Values;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// What the operators mean. Values compare as text, letter case apart; what a resource does not
/// have, and null, count as the empty text.
final class Comparisons {
  private Comparisons() {}

  static ValueTest equal(JsonNode expected) {
    if (!Values.isScalar(expected)) {
      return (actual, fuel) -> Equality.CASE_INSENSITIVE.same(actual, expected, fuel);
    }
    String text = Values.scalarText(expected);
    return (actual, fuel) -> {
      if (!Values.isScalar(actual)) {
        return false;
      }
      fuel.burnText(text.length());
      return Values.scalarText(actual).equalsIgnoreCase(text);
    };
  }

  static ValueTest in(JsonNode expected) {
    if (!expected.isArray()) {
      throw new EvaluationException("expected an array, found " + Values.describe(expected));
    }
    Set<String> texts = new HashSet<>();
    List<ValueTest> others = new ArrayList<>();
    for (JsonNode element : expected) {
      if (Values.isScalar(element)) {
        texts.add(TextSearch.fold(Values.scalarText(element)));
      } else {
        others.add(equal(element));
      }
    }
    return (actual, fuel) -> {
      if (!Values.isScalar(actual)) {
        return others.stream().anyMatch(other -> other.test(actual, fuel));
      }
      String text = Values.scalarText(actual);
      fuel.burnText(text.length());
      return texts.contains(TextSearch.fold(text));
    };
  }

  static ValueTest like(JsonNode expected) {
    Wildcard pattern = new Wildcard(text(expected));
    return (actual, fuel) -> {
      String text = textOrNull(actual);
      return text != null && pattern.matches(text, fuel);
    };
  }

  static ValueTest match(JsonNode expected, boolean insensitive) {
    String pattern = text(expected);
    return (actual, fuel) -> {
      String text = textOrNull(actual);
      if (text == null || text.length() != pattern.length()) {
        return false;
      }
      fuel.burnText(text.length());
      for (int i = 0; i < text.length(); i++) {
        if (!matches(pattern.charAt(i), text.charAt(i), insensitive)) {
          return false;
        }
      }
      return true;
    };
  }

  private static boolean matches(char pattern, char c, boolean insensitive) {
    return switch (pattern) {
      case '#' -> Character.isDigit(c);
      case '?' -> Character.isLetter(c);
      case '.' -> true;
      default ->
          pattern == c
              || (insensitive && Character.toLowerCase(pattern) == Character.toLowerCase(c));
    };
  }

  /// A text contains a text, an array an element.
  static ValueTest contains(JsonNode expected) {
    String sought = text(expected);
    ValueTest same = equal(expected);
    return (actual, fuel) -> {
      if (actual.isArray()) {
        fuel.burn(actual.size());
        return actual.valueStream().anyMatch(element -> same.test(element, fuel));
      }
      String text = textOrNull(actual);
      if (text == null) {
        return false;
      }
      fuel.burnText(text.length() + sought.length());
      return TextSearch.contains(text, sought);
    };
  }

  static ValueTest containsKey(JsonNode expected) {
    String key = text(expected);
    return (actual, fuel) -> {
      fuel.burn(1 + actual.size());
      return actual.isObject() && Values.key(actual, key) != null;
    };
  }

  static ValueTest exists(JsonNode expected) {
    String wanted = text(expected);
    if (!wanted.equalsIgnoreCase("true") && !wanted.equalsIgnoreCase("false")) {
      throw new EvaluationException("expected true or false, found " + Values.describe(expected));
    }
    boolean there = wanted.equalsIgnoreCase("true");
    return (actual, fuel) -> Values.isAbsent(actual) != there;
  }

  /// Numbers by size, points in time by time, other texts by letter, whatever the case. What is
  /// not there is neither less nor more.
  static ValueTest ordered(JsonNode expected, IntPredicate wanted) {
    if (!expected.isNumber() && !expected.isTextual()) {
      throw new EvaluationException(
          "expected a number or a string, found " + Values.describe(expected));
    }
    OffsetDateTime time = expected.isTextual() ? Instants.read(expected.textValue()) : null;
    return (actual, fuel) ->
        !Values.isAbsent(actual) && wanted.test(order(actual, expected, time, fuel));
  }

  private static int order(
      JsonNode actual, JsonNode expected, @Nullable OffsetDateTime time, Fuel fuel) {
    if (actual.isNumber() && expected.isNumber()) {
      return (Values.isInteger(actual) && Values.isInteger(expected))
          ? Long.compare(actual.longValue(), expected.longValue())
          : Double.compare(actual.doubleValue(), expected.doubleValue());
    }
    if (actual.isTextual() && expected.isTextual()) {
      fuel.burnText(expected.textValue().length());
      OffsetDateTime actualTime = time == null ? null : Instants.read(actual.textValue());
      return time == null || actualTime == null
          ? actual.textValue().compareToIgnoreCase(expected.textValue())
          : actualTime.toInstant().compareTo(time.toInstant());
    }
    throw new EvaluationException(
        "expected " + Values.kind(expected) + " to compare with, found " + Values.describe(actual));
  }

  /// What a pattern is compared to; null for what is no text, such as an array.
  private static @Nullable String textOrNull(JsonNode actual) {
    return Values.isScalar(actual) ? Values.scalarText(actual) : null;
  }

  private static String text(JsonNode expected) {
    if (!Values.isScalar(expected)) {
      throw new EvaluationException(
          "expected a string, a number or a boolean, found " + Values.describe(expected));
    }
    return Values.scalarText(expected);
  }
}
