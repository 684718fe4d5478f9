package io.fairlead.policy.language.function;

import static io.fairlead.policy.language.function.Function.ANY_NUMBER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.value.Values;
import java.util.List;

/// Functions on arrays.
final class ArrayFunctions {
  static final List<Function> ALL =
      List.of(
          Function.of("array", 1, 1, a -> array(a.get(0))),
          Function.of("createArray", 0, ANY_NUMBER, a -> Values.array(a.all())),
          Function.of("flatten", 1, 1, ArrayFunctions::flatten),
          Function.of("indexFromEnd", 2, 2, ArrayFunctions::indexFromEnd),
          Function.of("range", 2, 2, ArrayFunctions::range),
          Function.of("tryIndexFromEnd", 2, 2, a -> fromEnd(a, a.smallInteger(1))));

  private ArrayFunctions() {}

  private static JsonNode array(JsonNode value) {
    return value.isArray() ? value : Values.array(List.of(value));
  }

  private static JsonNode flatten(Arguments arguments) {
    ArrayNode flat = Values.array();
    for (JsonNode part : arguments.array(0)) {
      if (!part.isArray()) {
        throw arguments.wrong(0, "an array of arrays");
      }
      arguments.fuel().burn(1 + part.size());
      part.forEach(flat::add);
    }
    return flat;
  }

  private static JsonNode indexFromEnd(Arguments arguments) {
    JsonNode array = arguments.array(0);
    int back = arguments.smallInteger(1);
    if (back < 1 || back > array.size()) {
      throw arguments.wrong(1, "an index from the end, 1 to " + array.size());
    }
    return fromEnd(arguments, back);
  }

  /// Counting from 1 at the end; null beyond the array.
  private static JsonNode fromEnd(Arguments arguments, int back) {
    JsonNode array = arguments.array(0);
    return back < 1 || back > array.size() ? Values.NULL : array.get(array.size() - back);
  }

  private static JsonNode range(Arguments arguments) {
    long start = arguments.integer(0);
    long count = arguments.integer(1);
    if (count < 0 || count > Limits.RANGE) {
      throw arguments.wrong(1, "a count from 0 to " + Limits.RANGE);
    }
    if (start < Integer.MIN_VALUE || start + count > Integer.MAX_VALUE) {
      throw arguments.wrong(0, "integers of at most 32 bits in the range");
    }
    arguments.fuel().burn((int) count);
    ArrayNode range = Values.array();
    for (long i = start; i < start + count; i++) {
      range.add(Values.number(i));
    }
    return range;
  }
}
