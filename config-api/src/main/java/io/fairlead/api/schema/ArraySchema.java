package io.fairlead.api.schema;

/// A list. A patch replaces it whole.
///
/// @param items what each element may be; null is not allowed as an element
/// @param maxItems most elements
public record ArraySchema(Schema items, int maxItems) implements Schema {
  /// A list of at most `maxItems` of `items`.
  public static ArraySchema of(Schema items, int maxItems) {
    return new ArraySchema(items, maxItems);
  }
}
