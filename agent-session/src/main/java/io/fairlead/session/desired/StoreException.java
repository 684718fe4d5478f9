package io.fairlead.session.desired;

/// An agent's state could not be read or stored. The message is for people and names the cause.
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
