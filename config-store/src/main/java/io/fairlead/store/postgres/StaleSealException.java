package io.fairlead.store.postgres;

/// What a write was sealed for has changed: it is to be sealed anew.
final class StaleSealException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
