package io.fairlead.store.postgres;

/// The values of the columns `lifecycle`.
final class RowLifecycle {
  static final String ACTIVE = "Active";
  static final String DELETING = "Deleting";

  /// Gone for everyone but the publisher.
  static final String REMOVED = "Removed";

  private RowLifecycle() {}
}
