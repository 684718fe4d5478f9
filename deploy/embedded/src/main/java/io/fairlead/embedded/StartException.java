package io.fairlead.embedded;

/// A part could not be started or used. The message is one line meant for the person in front of
/// the terminal: what was wrong, and what to do about it.
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /// With nothing else to say.
  ///
  /// @param message one line for a person
  public StartException(String message) {
    super(message);
    this.reason = message;
  }

  /// With what led to it.
  ///
  /// @param message one line for a person
  /// @param cause what led to it
  public StartException(String message, Throwable cause) {
    super(message, cause);
    this.reason = message;
  }

  /// The message.
  public String reason() {
    return reason;
  }
}
