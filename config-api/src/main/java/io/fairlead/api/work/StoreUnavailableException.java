package io.fairlead.api.work;

/// The store could not be asked. Nothing is known of what became of a change: asking again is safe.
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(Throwable cause) {
    super("The store could not be asked", cause, false, false);
  }
}
