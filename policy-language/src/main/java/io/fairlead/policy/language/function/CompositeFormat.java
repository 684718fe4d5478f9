package io.fairlead.policy.language.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.value.Values;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

/// .NET's composite formatting, as far as templates use it: `{index[,width][:format]}`, with
/// the number formats D, F, N and X and their precision.
final class CompositeFormat {
  private static final int MAX_PRECISION = 99;

  /// Makes the exception for a format that does not work.
  interface Failure {
    EvaluationException because(String why);
  }

  private final List<JsonNode> values;
  private final Failure failure;
  private final Fuel fuel;
  private final StringBuilder out = new StringBuilder();

  private CompositeFormat(List<JsonNode> values, Failure failure, Fuel fuel) {
    this.values = values;
    this.failure = failure;
    this.fuel = fuel;
  }

  static String apply(String format, List<JsonNode> values, Failure failure, Fuel fuel) {
    return new CompositeFormat(values, failure, fuel).expand(format);
  }

  private String expand(String format) {
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '{' && c != '}') {
        out.append(c);
      } else if (i + 1 < format.length() && format.charAt(i + 1) == c) {
        out.append(c);
        i++;
      } else if (c == '}') {
        throw failure.because("expects '}' to close a '{', or to be doubled");
      } else {
        int end = format.indexOf('}', i);
        if (end < 0) {
          throw failure.because("expects a '}' for every '{'");
        }
        append(format.substring(i + 1, end));
        i = end;
      }
    }
    return out.toString();
  }

  private void append(String item) {
    int colon = item.indexOf(':');
    String head = colon < 0 ? item : item.substring(0, colon);
    String style = colon < 0 ? "" : item.substring(colon + 1);
    int comma = head.indexOf(',');
    int index = integer(comma < 0 ? head : head.substring(0, comma), item);
    int width = comma < 0 ? 0 : integer(head.substring(comma + 1), item);
    if (index < 0 || index >= values.size()) {
      throw failure.because(
          "has no value for {" + Values.shortened(item) + "}: there are " + values.size());
    }
    String text = text(values.get(index), style);
    fuel.burnText(text.length() + Math.abs(width));
    String padding = " ".repeat(Math.max(0, Math.abs(width) - text.length()));
    out.append(width > 0 ? padding : "").append(text).append(width < 0 ? padding : "");
    if (out.length() > Limits.TEXT) {
      throw failure.because("returns at most " + Limits.TEXT + " characters");
    }
  }

  private int integer(String digits, String item) {
    String trimmed = digits.strip();
    try {
      int value = Integer.parseInt(trimmed);
      if (Math.abs((long) value) <= Limits.TEXT) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw failure.because("expects {index,width:format}, found {" + Values.shortened(item) + "}");
  }

  private String text(JsonNode value, String style) {
    if (!style.isEmpty() && value.isNumber()) {
      return number(value, style);
    }
    if (Values.isScalar(value)) {
      return Values.scalarText(value);
    }
    throw failure.because("formats strings, numbers and booleans, not " + Values.kind(value));
  }

  private String number(JsonNode value, String style) {
    char kind = Character.toUpperCase(style.charAt(0));
    int precision = style.length() == 1 ? -1 : integer(style.substring(1), style);
    if (precision > MAX_PRECISION) {
      throw failure.because("formats with a precision up to " + MAX_PRECISION);
    }
    return switch (kind) {
      case 'D' -> decimal(value, precision);
      case 'X' -> hexadecimal(value, precision, Character.isUpperCase(style.charAt(0)));
      case 'N' -> grouped(value, precision < 0 ? 2 : precision, true);
      case 'F' -> grouped(value, precision < 0 ? 2 : precision, false);
      default ->
          throw failure.because(
              "knows the number formats D, F, N and X, not " + Values.shortened(style));
    };
  }

  private String decimal(JsonNode value, int precision) {
    if (!Values.isInteger(value)) {
      throw failure.because("expects an integer for format D");
    }
    String text = Long.toString(value.longValue());
    String digits = text.startsWith("-") ? text.substring(1) : text;
    return (text.startsWith("-") ? "-" : "")
        + "0".repeat(Math.max(0, precision - digits.length()))
        + digits;
  }

  private String hexadecimal(JsonNode value, int precision, boolean upper) {
    if (!Values.isInteger(value)) {
      throw failure.because("expects an integer for format X");
    }
    String digits = Long.toHexString(value.longValue());
    String padded = "0".repeat(Math.max(0, precision - digits.length())) + digits;
    return upper ? padded.toUpperCase(Locale.ROOT) : padded;
  }

  private String grouped(JsonNode value, int precision, boolean groups) {
    if (!Double.isFinite(value.doubleValue())) {
      throw failure.because("formats numbers within the range of a 64-bit float");
    }
    DecimalFormat format =
        new DecimalFormat(groups ? "#,##0" : "0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setRoundingMode(RoundingMode.HALF_UP);
    format.setMinimumFractionDigits(precision);
    format.setMaximumFractionDigits(precision);
    return format.format(
        Values.isInteger(value) ? BigDecimal.valueOf(value.longValue()) : value.decimalValue());
  }
}
