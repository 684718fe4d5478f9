package io.fairlead.policy.language.function;

import io.fairlead.policy.language.function.CompositeFormat.Failure;
import io.fairlead.policy.language.problem.EvaluationException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;

/// .NET's date formats, the standard ones (one letter) and custom ones, in the invariant
/// culture.
public final class DateFormat {
  private static final Map<String, String> STANDARD =
      Map.ofEntries(
          Map.entry("d", "MM/dd/yyyy"),
          Map.entry("D", "dddd, dd MMMM yyyy"),
          Map.entry("f", "dddd, dd MMMM yyyy HH:mm"),
          Map.entry("F", "dddd, dd MMMM yyyy HH:mm:ss"),
          Map.entry("g", "MM/dd/yyyy HH:mm"),
          Map.entry("G", "MM/dd/yyyy HH:mm:ss"),
          Map.entry("m", "MMMM dd"),
          Map.entry("M", "MMMM dd"),
          Map.entry("o", "yyyy-MM-ddTHH:mm:ss.fffffffK"),
          Map.entry("O", "yyyy-MM-ddTHH:mm:ss.fffffffK"),
          Map.entry("r", "ddd, dd MMM yyyy HH:mm:ss 'GMT'"),
          Map.entry("R", "ddd, dd MMM yyyy HH:mm:ss 'GMT'"),
          Map.entry("s", "yyyy-MM-ddTHH:mm:ss"),
          Map.entry("t", "HH:mm"),
          Map.entry("T", "HH:mm:ss"),
          Map.entry("u", "yyyy-MM-dd HH:mm:ssZ"),
          Map.entry("U", "dddd, dd MMMM yyyy HH:mm:ss"),
          Map.entry("y", "yyyy MMMM"),
          Map.entry("Y", "yyyy MMMM"));

  private static final String LETTERS = "dfFhHKmMstyz";
  private static final int MAX_LENGTH = 256;
  private static final int MAX_YEAR = 9999;
  private static final int MAX_FRACTION = 7;

  private final OffsetDateTime time;
  private final Failure failure;
  private final StringBuilder out = new StringBuilder();

  private DateFormat(OffsetDateTime time, Failure failure) {
    this.time = time;
    this.failure = failure;
  }

  /// @param failure makes the exception for a format that does not work
  static String apply(OffsetDateTime time, String format, Failure failure) {
    if (time.getYear() < 1 || time.getYear() > MAX_YEAR) {
      throw failure.because("knows years from 1 to " + MAX_YEAR);
    }
    if (format.isEmpty() || format.length() > MAX_LENGTH) {
      throw failure.because("expects a format of 1 to " + MAX_LENGTH + " characters");
    }
    String pattern = format.length() == 1 ? STANDARD.get(format) : format;
    if (pattern == null) {
      throw failure.because("does not know the format '" + format + "'");
    }
    boolean universal = format.length() == 1 && "rRuU".contains(format);
    return new DateFormat(universal ? time.withOffsetSameInstant(ZoneOffset.UTC) : time, failure)
        .expand(pattern);
  }

  /// For callers outside: `utcNow` is a question, not a function.
  public static String apply(OffsetDateTime time, String format) {
    return apply(time, format, why -> new EvaluationException("utcNow() " + why));
  }

  private String expand(String pattern) {
    for (int i = 0; i < pattern.length(); ) {
      char c = pattern.charAt(i);
      if (c == '\'' || c == '"') {
        int end = pattern.indexOf(c, i + 1);
        if (end < 0) {
          throw failure.because("expects a closing " + c + " in the format");
        }
        out.append(pattern, i + 1, end);
        i = end + 1;
      } else if (c == '\\' || c == '%') {
        if (c == '\\' && i + 1 < pattern.length()) {
          out.append(pattern.charAt(++i));
        }
        i++;
      } else if (LETTERS.indexOf(c) >= 0) {
        int end = i;
        while (end < pattern.length() && pattern.charAt(end) == c) {
          end++;
        }
        part(c, end - i);
        i = end;
      } else {
        out.append(c);
        i++;
      }
    }
    return out.toString();
  }

  private void part(char letter, int count) {
    switch (letter) {
      case 'y' -> padded(count <= 2 ? time.getYear() % 100 : time.getYear(), count);
      case 'M' -> {
        if (count >= 3) {
          out.append(time.getMonth().getDisplayName(style(count), Locale.ENGLISH));
        } else {
          padded(time.getMonthValue(), count);
        }
      }
      case 'd' -> {
        if (count >= 3) {
          out.append(time.getDayOfWeek().getDisplayName(style(count), Locale.ENGLISH));
        } else {
          padded(time.getDayOfMonth(), count);
        }
      }
      case 'H' -> padded(time.getHour(), count);
      case 'h' -> padded((time.getHour() + 11) % 12 + 1, count);
      case 'm' -> padded(time.getMinute(), count);
      case 's' -> padded(time.getSecond(), count);
      case 't' -> out.append(time.getHour() < 12 ? "AM" : "PM", 0, Math.min(count, 2));
      case 'f', 'F' -> fraction(count, letter == 'F');
      case 'K' -> out.append(time.getOffset().getId());
      default -> offset(count);
    }
  }

  private static TextStyle style(int count) {
    return count == 3 ? TextStyle.SHORT : TextStyle.FULL;
  }

  private void padded(int value, int width) {
    String digits = Integer.toString(value);
    out.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
  }

  /// `f` shows every digit, `F` leaves out zeros at the end, and the point with the last of
  /// them.
  private void fraction(int count, boolean trimmed) {
    if (count > MAX_FRACTION) {
      throw failure.because("shows at most " + MAX_FRACTION + " digits of a second");
    }
    String digits = "%09d".formatted(time.getNano()).substring(0, count);
    String shown = trimmed ? digits.replaceAll("0+$", "") : digits;
    if (shown.isEmpty() && !out.isEmpty() && out.charAt(out.length() - 1) == '.') {
      out.setLength(out.length() - 1);
    }
    out.append(shown);
  }

  private void offset(int count) {
    int minutes = Math.abs(time.getOffset().getTotalSeconds() / 60);
    out.append(time.getOffset().getTotalSeconds() < 0 ? '-' : '+');
    padded(minutes / 60, Math.min(count, 2));
    if (count >= 3) {
      out.append(':');
      padded(minutes % 60, 2);
    }
  }
}
