package io.fairlead.store.postgres;

import java.time.Duration;

/// What an operator may decide.
///
/// @param offlineAfter a cluster is `Offline` when its last heartbeat is that old
/// @param confirmationAwaited how long a deletion waits for a cluster that is offline
/// @param operationsKept how long finished operations can be asked for
public record StoreSettings(
    Duration offlineAfter, Duration confirmationAwaited, Duration operationsKept) {
  /// The defaults.
  public static final StoreSettings DEFAULT =
      new StoreSettings(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofDays(7));

  public StoreSettings {
    requirePositive("offlineAfter", offlineAfter);
    requirePositive("confirmationAwaited", confirmationAwaited);
    requirePositive("operationsKept", operationsKept);
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + " is a positive duration, not " + value);
    }
  }
}
