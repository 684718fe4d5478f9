package io.fairlead.api.work;

/// The store took longer than it may, and has ended the call.
public final class StoreTimedOutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreTimedOutException(Throwable cause) {
    super("The store took too long", cause, false, false);
  }
}
