package io.fairlead.session.identity;

/// A sealed setting cannot be opened. The message says why, for people, and nothing of the setting.
public final class SealException extends Exception {
  private static final long serialVersionUID = 1L;

  SealException(String message) {
    super(message);
  }
}
