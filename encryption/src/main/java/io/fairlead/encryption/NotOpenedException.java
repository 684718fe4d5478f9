package io.fairlead.encryption;

/// A value could not be opened. Says nothing of what is in it.
public final class NotOpenedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Why a value could not be opened.
  public enum Reason {
    /// Nothing that this program sealed, or a form that only a newer one knows.
    UNKNOWN_FORM,
    /// Sealed with a key that is not in the keyset.
    UNKNOWN_KEY,
    /// Changed, cut off, or of something else.
    NOT_GENUINE
  }

  private final Reason reason;

  NotOpenedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /// Why.
  public Reason reason() {
    return reason;
  }
}
