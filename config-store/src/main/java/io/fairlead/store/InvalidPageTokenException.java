package io.fairlead.store;

/// A page's token that this list never gave out.
public final class InvalidPageTokenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidPageTokenException(String message, Throwable cause) {
    super(message, cause);
  }

  public InvalidPageTokenException(String message) {
    super(message);
  }
}
