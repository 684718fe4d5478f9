package io.fairlead.policy.language.function;

import static io.fairlead.policy.language.function.Function.ANY_NUMBER;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;

/// Functions on numbers. Integers have 64 bits; beyond them is an error, never another number.
final class NumberFunctions {
  static final List<Function> ALL =
      List.of(
          Function.of("add", 2, 2, a -> exact(a, Math::addExact)),
          Function.of("sub", 2, 2, a -> exact(a, Math::subtractExact)),
          Function.of("mul", 2, 2, a -> exact(a, Math::multiplyExact)),
          Function.of("div", 2, 2, a -> exact(a, Math::divideExact)),
          Function.of("mod", 2, 2, a -> exact(a, (one, other) -> one % other)),
          Function.of("int", 1, 1, NumberFunctions::integer),
          Function.of("float", 1, 1, NumberFunctions::decimal),
          Function.of("min", 1, ANY_NUMBER, a -> extreme(a, Math::min)),
          Function.of("max", 1, ANY_NUMBER, a -> extreme(a, Math::max)));

  private NumberFunctions() {}

  private static JsonNode exact(Arguments arguments, LongBinaryOperator operation) {
    long one = arguments.integer(0);
    long other = arguments.integer(1);
    try {
      return Values.number(operation.applyAsLong(one, other));
    } catch (ArithmeticException e) {
      throw arguments.fails("has no integer of 64 bits as the answer for " + one + " and " + other);
    }
  }

  private static JsonNode integer(Arguments arguments) {
    JsonNode value = arguments.get(0);
    if (Values.isInteger(value)) {
      return value;
    }
    if (value.isTextual()) {
      try {
        return Values.number(Long.parseLong(arguments.text(0).strip()));
      } catch (NumberFormatException e) {
        throw arguments.wrong(0, "a string that holds an integer");
      }
    }
    if (value.isFloatingPointNumber() && Math.abs(value.doubleValue()) < 0x1p63) {
      return Values.number((long) value.doubleValue());
    }
    throw arguments.wrong(0, "a string or a number");
  }

  private static JsonNode decimal(Arguments arguments) {
    JsonNode value = arguments.get(0);
    if (value.isNumber()) {
      return Values.number(value.doubleValue());
    }
    if (value.isTextual()) {
      try {
        double number = Double.parseDouble(arguments.text(0).strip());
        if (Double.isFinite(number)) {
          return Values.number(number);
        }
      } catch (NumberFormatException e) {
        // Said below, as for infinity.
      }
      throw arguments.wrong(0, "a string that holds a number");
    }
    throw arguments.wrong(0, "a string or a number");
  }

  /// Of the arguments, or of the elements of the only one.
  private static JsonNode extreme(Arguments arguments, LongBinaryOperator better) {
    List<JsonNode> candidates = new ArrayList<>();
    if (arguments.count() == 1 && arguments.get(0).isArray()) {
      arguments.array(0).forEach(candidates::add);
    } else {
      candidates.addAll(arguments.all());
    }
    if (candidates.isEmpty() || !candidates.stream().allMatch(Values::isInteger)) {
      throw arguments.fails("expects integers, or one array of at least one integer");
    }
    return Values.number(
        candidates.stream().mapToLong(JsonNode::longValue).reduce(better).orElseThrow());
  }
}
