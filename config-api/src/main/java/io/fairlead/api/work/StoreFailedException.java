package io.fairlead.api.work;

/// The store failed on a call in a way that the same call will not get over: a fault.
public final class StoreFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreFailedException(Throwable cause) {
    super("The store failed", cause, false, false);
  }
}
