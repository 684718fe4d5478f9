package io.fairlead.policy.language.function;

import static io.fairlead.policy.language.function.Function.ANY_NUMBER;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.value.TextSearch;
import io.fairlead.policy.language.value.Values;
import java.util.List;
import java.util.Locale;

/// Functions that make a text out of others, or ask something of it.
final class TextFunctions {
  static final List<Function> ALL =
      List.of(
          Function.of("endsWith", 2, 2, a -> Values.bool(endsWith(a.text(0), a.text(1)))),
          Function.of("format", 1, ANY_NUMBER, TextFunctions::format),
          Function.of("indexOf", 2, 2, TextFunctions::indexOf),
          Function.of("join", 2, 2, TextFunctions::join),
          Function.of("lastIndexOf", 2, 2, TextFunctions::lastIndexOf),
          Function.of("padLeft", 2, 3, TextFunctions::padLeft),
          Function.of("replace", 3, 3, TextFunctions::replace),
          Function.of("startsWith", 2, 2, a -> Values.bool(startsWith(a.text(0), a.text(1)))),
          Function.of("string", 1, 1, TextFunctions::string),
          Function.of("toLower", 1, 1, a -> Values.text(a.text(0).toLowerCase(Locale.ROOT))),
          Function.of("toUpper", 1, 1, a -> Values.text(a.text(0).toUpperCase(Locale.ROOT))),
          Function.of("trim", 1, 1, a -> Values.text(a.text(0).strip())));

  private TextFunctions() {}

  private static boolean startsWith(String text, String start) {
    return text.regionMatches(true, 0, start, 0, start.length());
  }

  private static boolean endsWith(String text, String end) {
    return text.regionMatches(true, text.length() - end.length(), end, 0, end.length());
  }

  private static JsonNode format(Arguments arguments) {
    return Values.text(
        CompositeFormat.apply(
            arguments.text(0),
            arguments.all().subList(1, arguments.count()),
            arguments::fails,
            arguments.fuel()));
  }

  /// In a text: letter case apart. In an array: the first equal element.
  private static JsonNode indexOf(Arguments arguments) {
    if (arguments.get(0).isArray()) {
      JsonNode array = arguments.array(0);
      for (int i = 0; i < array.size(); i++) {
        if (CollectionFunctions.same(array.get(i), arguments.get(1), arguments)) {
          return Values.number(i);
        }
      }
      return Values.number(-1);
    }
    return Values.number(
        TextSearch.indexOf(
            TextSearch.fold(arguments.text(0)), TextSearch.fold(arguments.text(1)), 0));
  }

  private static JsonNode lastIndexOf(Arguments arguments) {
    if (arguments.get(0).isArray()) {
      JsonNode array = arguments.array(0);
      for (int i = array.size() - 1; i >= 0; i--) {
        if (CollectionFunctions.same(array.get(i), arguments.get(1), arguments)) {
          return Values.number(i);
        }
      }
      return Values.number(-1);
    }
    String text = reversed(TextSearch.fold(arguments.text(0)));
    String part = reversed(TextSearch.fold(arguments.text(1)));
    int fromBehind = TextSearch.indexOf(text, part, 0);
    return Values.number(fromBehind < 0 ? -1 : text.length() - part.length() - fromBehind);
  }

  private static String reversed(String text) {
    // Character by character: reverse() of a StringBuilder would keep surrogate pairs in order.
    StringBuilder reversed = new StringBuilder(text.length());
    for (int i = text.length() - 1; i >= 0; i--) {
      reversed.append(text.charAt(i));
    }
    return reversed.toString();
  }

  private static JsonNode join(Arguments arguments) {
    JsonNode parts = arguments.array(0);
    String delimiter = arguments.text(1);
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      JsonNode part = parts.get(i);
      if (!Values.isScalar(part)) {
        throw arguments.fails("joins strings, numbers and booleans, not " + Values.kind(part));
      }
      append(joined, (i == 0 ? "" : delimiter) + Values.scalarText(part), arguments);
    }
    return Values.text(joined.toString());
  }

  /// Adds to a text that must not grow beyond what a function may return.
  static void append(StringBuilder to, String text, Arguments arguments) {
    arguments.fuel().burnText(text.length());
    to.append(text);
    if (to.length() > Limits.TEXT) {
      throw arguments.fails("returns at most " + Limits.TEXT + " characters");
    }
  }

  private static JsonNode padLeft(Arguments arguments) {
    String text = arguments.scalarText(0);
    int length = arguments.smallInteger(1);
    String padding = arguments.textOr(2, " ");
    if (padding.length() != 1) {
      throw arguments.wrong(2, "a single character");
    }
    if (length < 0 || length > Limits.TEXT) {
      throw arguments.wrong(1, "an integer from 0 to " + Limits.TEXT);
    }
    arguments.fuel().burnText(length);
    return Values.text(padding.repeat(Math.max(0, length - text.length())) + text);
  }

  private static JsonNode replace(Arguments arguments) {
    String text = arguments.text(0);
    String old = arguments.text(1);
    String replacement = arguments.text(2);
    if (old.isEmpty()) {
      throw arguments.wrong(1, "a string that is not empty");
    }
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    for (int at = TextSearch.indexOf(text, old, 0); at >= 0; ) {
      append(replaced, text.substring(from, at) + replacement, arguments);
      from = at + old.length();
      at = TextSearch.indexOf(text, old, from);
    }
    append(replaced, text.substring(from), arguments);
    return Values.text(replaced.toString());
  }

  private static JsonNode string(Arguments arguments) {
    JsonNode value = arguments.get(0);
    if (value.isTextual()) {
      return value;
    }
    if (value.isPojo()) {
      throw arguments.wrong(0, "a value");
    }
    if (value.isContainerNode()) {
      CollectionFunctions.refuseSecrets(value, arguments);
      return Values.text(Values.json(value));
    }
    return Values.text(Values.scalarText(value));
  }
}
