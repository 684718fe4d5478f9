package io.fairlead.api.schema;

/// A whole number.
///
/// @param min smallest allowed, inclusive
/// @param max largest allowed, inclusive
public record IntegerSchema(long min, long max) implements Schema {
  /// A whole number from `min` to `max`, both included.
  public static IntegerSchema between(long min, long max) {
    return new IntegerSchema(min, max);
  }
}
