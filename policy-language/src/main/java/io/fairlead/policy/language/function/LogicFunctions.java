package io.fairlead.policy.language.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.value.Ordering;
import io.fairlead.policy.language.value.Values;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/// Functions that decide, but for those that evaluate lazily.
final class LogicFunctions {
  static final List<Function> ALL =
      List.of(
          Function.of("bool", 1, 1, LogicFunctions::bool),
          Function.of("false", 0, 0, a -> Values.bool(false)),
          Function.of("not", 1, 1, a -> Values.bool(!a.bool(0))),
          Function.of("true", 0, 0, a -> Values.bool(true)),
          Function.of("equals", 2, 2, LogicFunctions::equal),
          Function.of("greater", 2, 2, a -> compared(a, order -> order > 0)),
          Function.of("greaterOrEquals", 2, 2, a -> compared(a, order -> order >= 0)),
          Function.of("less", 2, 2, a -> compared(a, order -> order < 0)),
          Function.of("lessOrEquals", 2, 2, a -> compared(a, order -> order <= 0)));

  private LogicFunctions() {}

  private static JsonNode bool(Arguments arguments) {
    JsonNode value = arguments.get(0);
    if (value.isBoolean()) {
      return value;
    }
    if (Values.isInteger(value)) {
      return Values.bool(value.longValue() != 0);
    }
    if (!value.isTextual()) {
      throw arguments.wrong(0, "a string, an integer or a boolean");
    }
    return switch (value.textValue().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> Values.bool(true);
      case "false", "0" -> Values.bool(false);
      default -> throw arguments.wrong(0, "'true', 'false', '1' or '0'");
    };
  }

  private static JsonNode equal(Arguments arguments) {
    for (int i = 0; i < 2; i++) {
      if (arguments.get(i).isPojo()) {
        throw arguments.wrong(i, "a value");
      }
    }
    return Values.bool(CollectionFunctions.same(arguments.get(0), arguments.get(1), arguments));
  }

  private static JsonNode compared(Arguments arguments, IntPredicate wanted) {
    JsonNode one = arguments.get(0);
    JsonNode other = arguments.get(1);
    if (one.isNumber() && other.isNumber()) {
      int order =
          (Values.isInteger(one) && Values.isInteger(other))
              ? Long.compare(one.longValue(), other.longValue())
              : Double.compare(one.doubleValue(), other.doubleValue());
      return Values.bool(wanted.test(order));
    }
    if (one.isTextual() && other.isTextual()) {
      return Values.bool(wanted.test(Ordering.compare(arguments.text(0), arguments.text(1))));
    }
    throw arguments.fails(
        "compares two numbers or two strings, not "
            + Values.kind(one)
            + " and "
            + Values.kind(other));
  }
}
