package io.fairlead.store.publish;

/// Why an epoch began.
public enum EpochReason {
  /// This database never published.
  FIRST_START,
  /// The database is older than what was published from it, or a copy.
  DATABASE_RESTORED,
  /// Topics are missing, were made anew, or have lost records that were written.
  KAFKA_LOST
}
