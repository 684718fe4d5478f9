package io.fairlead.api.schema;

import java.util.List;
import java.util.function.UnaryOperator;

/// A string.
///
/// @param minLength fewest characters (Unicode code points), after normalisation
/// @param maxLength most characters, after normalisation
/// @param values the only values allowed, compared without regard to case and stored as spelt
///     here; empty for any
/// @param formats what else must hold
/// @param normaliser how it is stored; running it again must change nothing
/// @param emptyIsAbsent whether the empty string is the same as leaving the property out
/// @param quotable whether an error may repeat the value; false for anything that may hold a
///     secret
public record StringSchema(
    int minLength,
    int maxLength,
    List<String> values,
    List<StringFormat> formats,
    UnaryOperator<String> normaliser,
    boolean emptyIsAbsent,
    boolean quotable)
    implements Schema {

  /// Copies the lists.
  public StringSchema {
    values = List.copyOf(values);
    formats = List.copyOf(formats);
  }

  /// Any string of `min` to `max` characters.
  public static StringSchema of(int min, int max) {
    return new StringSchema(min, max, List.of(), List.of(), UnaryOperator.identity(), false, true);
  }

  /// A string of at most `max` characters; the empty one counts as absent.
  public static StringSchema optional(int max) {
    return new StringSchema(1, max, List.of(), List.of(), UnaryOperator.identity(), true, true);
  }

  /// One of `values`, whatever the case.
  public static StringSchema oneOf(String... values) {
    return new StringSchema(
        1, 256, List.of(values), List.of(), UnaryOperator.identity(), false, true);
  }

  /// The same with more that must hold.
  public StringSchema as(StringFormat... more) {
    return new StringSchema(
        minLength, maxLength, values, List.of(more), normaliser, emptyIsAbsent, quotable);
  }

  /// The same, stored as `how` spells it.
  public StringSchema storedAs(UnaryOperator<String> how) {
    return new StringSchema(minLength, maxLength, values, formats, how, emptyIsAbsent, quotable);
  }

  /// The same, but errors never repeat the value.
  public StringSchema confidential() {
    return new StringSchema(
        minLength, maxLength, values, formats, normaliser, emptyIsAbsent, false);
  }
}
