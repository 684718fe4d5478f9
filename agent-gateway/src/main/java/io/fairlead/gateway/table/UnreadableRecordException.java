package io.fairlead.gateway.table;

/// A record that is not what its topic promises. The message names the field and quotes nothing.
final class UnreadableRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableRecordException(String message) {
    super(message);
  }
}
