package io.fairlead.gateway.table;

/// There is no complete table at the moment.
public final class TableUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TableUnavailableException(String message) {
    super(message);
  }
}
