package io.fairlead.engine.topology;

/// A record is not what its topic promises. The message says what is wrong and quotes nothing.
final class UnreadableRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableRecordException(String message) {
    super(message);
  }
}
