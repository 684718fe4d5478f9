package io.fairlead.store.postgres;

import java.time.Duration;

/// What an operator may decide.
///
/// @param offlineAfter a cluster is `Offline` when its last heartbeat is that old
/// @param confirmationAwaited how long a deletion waits for a cluster that is offline
/// @param operationsKept how long finished operations can be asked for
/// @param longestRead after which the database ends a read of how clusters stand to policies, 1 ms
///     to 1 h; more than a request may take, so that who asked is told of that first
/// @param auditKept how long entries of the audit log are kept, a day at least
public record StoreSettings(
    Duration offlineAfter,
    Duration confirmationAwaited,
    Duration operationsKept,
    Duration longestRead,
    Duration auditKept) {
  private static final Duration LONGEST_READ = Duration.ofHours(1);

  /// The defaults.
  public static final StoreSettings DEFAULT =
      new StoreSettings(
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofDays(7),
          Duration.ofSeconds(16),
          Duration.ofDays(90));

  public StoreSettings {
    requirePositive("offlineAfter", offlineAfter);
    requirePositive("confirmationAwaited", confirmationAwaited);
    requirePositive("operationsKept", operationsKept);
    // A statement_timeout of 0 would be none.
    if (longestRead.toMillis() < 1 || longestRead.compareTo(LONGEST_READ) > 0) {
      throw new IllegalArgumentException("longestRead is 1 ms to 1 h, not " + longestRead);
    }
    if (auditKept.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException("auditKept is at least 1 day, not " + auditKept);
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + " is a positive duration, not " + value);
    }
  }
}
