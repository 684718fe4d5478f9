package io.fairlead.api.schema;

/// True or false.
///
/// @param alsoAsText whether the strings `true` and `false` are read as such, for properties that
///     published templates send as strings
public record BooleanSchema(boolean alsoAsText) implements Schema {
  /// True or false and nothing else.
  public static final BooleanSchema STRICT = new BooleanSchema(false);

  /// True or false, or the same as a string.
  public static final BooleanSchema LENIENT = new BooleanSchema(true);
}
