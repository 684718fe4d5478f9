package io.fairlead.streams;

/// A record is not what its topic promises. The message says what is wrong and quotes nothing.
public final class UnreadableRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnreadableRecordException(String message) {
    super(message);
  }
}
