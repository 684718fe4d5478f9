package io.fairlead.api.odata;

import io.fairlead.api.operation.Shown;
import io.fairlead.api.request.ArmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/// Times in queries.
public final class Times {
  /// For errors.
  static final String EXAMPLE = "2026-01-31T12:00:00Z";

  /// What the database knows as well.
  private static final Pattern FOUR_DIGITS = Pattern.compile("\\d{4}-.{1,40}");

  private Times() {}

  /// Reads a time of RFC 3339.
  ///
  /// @param parameter where it is, for errors
  /// @throws ArmException (400) when it is none
  public static Instant parse(String parameter, String text) {
    if (FOUR_DIGITS.matcher(text).matches()) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException _) {
        // Said below.
      }
    }
    throw Tokens.error(
        parameter, "expected a time such as %s, found '%s'".formatted(EXAMPLE, Shown.of(text)));
  }
}
