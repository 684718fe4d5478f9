package io.fairlead.session.identity;

/// A cluster's key that cannot be read, kept or used. The message never quotes the key.
public final class IdentityException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IdentityException(String message) {
    super(message);
  }

  IdentityException(String message, Throwable cause) {
    super(message, cause);
  }
}
