package io.fairlead.api.schema;

/// An object whose content is passed on as it is.
///
/// @param maxBytes longest canonical text, in bytes of UTF-8
/// @param exact whether null members are kept, too; a patch replaces such an object whole
public record FreeFormSchema(int maxBytes, boolean exact) implements Schema {
  /// An object in which null is the same as absent.
  public static FreeFormSchema of(int maxBytes) {
    return new FreeFormSchema(maxBytes, false);
  }

  /// An object that is kept to the last null.
  public static FreeFormSchema exact(int maxBytes) {
    return new FreeFormSchema(maxBytes, true);
  }
}
