package io.fairlead.api.schema;

/// One thing wrong with a document.
///
/// @param kind what sort of thing
/// @param target path of the property, or empty for the document itself
/// @param message what was wrong and what is allowed; never a secret
public record Violation(Kind kind, String target, String message) {
  /// The sorts of violation. The names are the `code` in an error's `details[]`.
  public enum Kind {
    /// A required property is not there.
    MissingProperty,
    /// A property that the resource does not have.
    UnknownProperty,
    /// A string where a number is needed, and the like.
    WrongType,
    /// The right type and not an allowed value.
    InvalidValue,
    /// Too long, too many, too large or too small.
    OutOfRange,
    /// Properties that do not go together, or one that another one needs.
    InvalidCombination,
    /// A property that cannot change any more, or not in this way.
    PropertyChangeNotAllowed
  }
}
