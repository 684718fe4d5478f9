package io.fairlead.api.schema;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Something that must hold for a string.
///
/// @param allowed what is allowed, as the end of the sentence "Allowed is …"
/// @param pattern an equivalent regular expression for the OpenAPI document, or null when there is
///     none
/// @param check finds what is wrong
public record StringFormat(String allowed, @Nullable String pattern, Check check) {

  /// Finds what is wrong with a string.
  @FunctionalInterface
  public interface Check {
    /// What is wrong, as the end of the sentence "The value …" and without the value itself; null
    /// when nothing is.
    @Nullable String problem(String value);
  }

  /// A string that matches a regular expression as a whole. The expression must not backtrack
  /// without bound.
  public static StringFormat matching(String regex, String allowed) {
    var pattern = Pattern.compile(regex);
    return new StringFormat(
        allowed,
        regex,
        value -> pattern.matcher(value).matches() ? null : "does not have the required form");
  }

  /// A string for which `check` finds nothing wrong.
  public static StringFormat checked(String allowed, Check check) {
    return new StringFormat(allowed, null, check);
  }
}
