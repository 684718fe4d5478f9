package io.fairlead.policy.language.problem;

/// Something wrong with a definition, or with parameters given to it.
///
/// @param path where, as a path into the JSON such as `policyRule.if.allOf[1].equals`; empty
/// for the whole
/// @param message what was expected and what was found, one sentence without a full stop
public record Problem(Kind kind, String path, String message) {
  /// The sorts of problem, for callers that answer each with a code of its own.
  public enum Kind {
    /// What has to be there is not.
    MISSING,
    /// A name that means nothing here.
    UNKNOWN,
    /// A string where an object is needed, and the like.
    WRONG_TYPE,
    /// The right type, and not a value that can be.
    WRONG_VALUE,
    /// Too long, too deep or too many.
    TOO_MUCH,
    /// What may be there once only.
    TWICE
  }

  /// A value that cannot be.
  public Problem(String path, String message) {
    this(Kind.WRONG_VALUE, path, message);
  }

  @Override
  public String toString() {
    return path.isEmpty() ? message : path + ": " + message;
  }
}
