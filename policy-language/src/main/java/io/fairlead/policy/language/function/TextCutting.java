package io.fairlead.policy.language.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fairlead.policy.language.value.Values;
import java.util.ArrayList;
import java.util.List;

/// Functions that cut texts, and those that cut arrays likewise.
final class TextCutting {
  static final List<Function> ALL =
      List.of(
          Function.of("skip", 2, 2, TextCutting::skip),
          Function.of("split", 2, 2, TextCutting::split),
          Function.of("substring", 2, 3, TextCutting::substring),
          Function.of("take", 2, 2, TextCutting::take));

  private TextCutting() {}

  /// More than there is leaves nothing; less than nothing leaves all.
  private static JsonNode skip(Arguments arguments) {
    int count = Math.max(0, arguments.smallInteger(1));
    if (arguments.get(0).isArray()) {
      return slice(arguments.array(0), count, Integer.MAX_VALUE);
    }
    String text = textOrArray(arguments);
    return Values.text(text.substring(Math.min(count, text.length())));
  }

  private static JsonNode take(Arguments arguments) {
    int count = Math.max(0, arguments.smallInteger(1));
    if (arguments.get(0).isArray()) {
      return slice(arguments.array(0), 0, count);
    }
    String text = textOrArray(arguments);
    return Values.text(text.substring(0, Math.min(count, text.length())));
  }

  private static String textOrArray(Arguments arguments) {
    if (!arguments.get(0).isTextual()) {
      throw arguments.wrong(0, "a string or an array");
    }
    return arguments.text(0);
  }

  private static JsonNode slice(JsonNode array, int from, int to) {
    ArrayNode slice = Values.array();
    for (int i = from; i < Math.min(to, array.size()); i++) {
      slice.add(array.get(i));
    }
    return slice;
  }

  private static JsonNode substring(Arguments arguments) {
    String text = arguments.text(0);
    int start = arguments.smallInteger(1);
    if (start < 0 || start > text.length()) {
      throw arguments.wrong(1, "an index within the string, 0 to " + text.length());
    }
    int rest = text.length() - start;
    int length = arguments.has(2) ? arguments.smallInteger(2) : rest;
    if (length < 0 || length > rest) {
      throw arguments.wrong(2, "a length within the string, 0 to " + rest);
    }
    return Values.text(text.substring(start, start + length));
  }

  private static JsonNode split(Arguments arguments) {
    String text = arguments.text(0);
    List<String> delimiters = delimiters(arguments);
    ArrayNode parts = Values.array();
    int from = 0;
    for (int at = 0; at < text.length(); ) {
      String delimiter = delimiterAt(text, at, delimiters, arguments);
      if (delimiter.isEmpty()) {
        at++;
      } else {
        parts.add(text.substring(from, at));
        at += delimiter.length();
        from = at;
      }
    }
    return parts.add(text.substring(from));
  }

  private static List<String> delimiters(Arguments arguments) {
    if (arguments.get(1).isTextual()) {
      return List.of(arguments.text(1));
    }
    if (!arguments.get(1).isArray()) {
      throw arguments.wrong(1, "a string or an array of strings");
    }
    List<String> delimiters = new ArrayList<>();
    for (JsonNode delimiter : arguments.array(1)) {
      if (!delimiter.isTextual()) {
        throw arguments.wrong(1, "an array of strings");
      }
      delimiters.add(delimiter.textValue());
    }
    return delimiters;
  }

  /// The delimiter that stands there; the empty text for none.
  private static String delimiterAt(
      String text, int at, List<String> delimiters, Arguments arguments) {
    for (String delimiter : delimiters) {
      if (!delimiter.isEmpty() && text.charAt(at) == delimiter.charAt(0)) {
        arguments.fuel().burnText(delimiter.length());
        if (text.startsWith(delimiter, at)) {
          return delimiter;
        }
      }
    }
    return "";
  }
}
