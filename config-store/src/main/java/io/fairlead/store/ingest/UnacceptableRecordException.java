package io.fairlead.store.ingest;

/// A record that can be read and is not to be believed.
final class UnacceptableRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /// @param reason never repeats the record's content
  UnacceptableRecordException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
