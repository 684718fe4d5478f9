package io.fairlead.api.work;

import io.fairlead.store.InvalidPageTokenException;
import io.fairlead.store.ListedConfiguration;
import io.fairlead.store.SettingsRefusedException;
import io.fairlead.store.StoredConfiguration;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/// Tells failures of the store from faults of this API, and a database that cannot be asked from
/// one that was asked something wrong.
public final class StoreCalls {
  private StoreCalls() {}

  /// Calls the store.
  ///
  /// @return fails with [StoreTimedOutException], [StoreUnavailableException],
  ///     [StoreFailedException], [InvalidPageTokenException] or [SettingsRefusedException]
  public static <T> Uni<T> call(Supplier<Uni<T>> call) {
    return Uni.createFrom()
        .deferred(call::get)
        .onFailure(
            failure ->
                !(failure instanceof InvalidPageTokenException
                    || failure instanceof SettingsRefusedException))
        .transform(StoreCalls::told);
  }

  /// Opens what the store has read. Off the event loops, unless it is small.
  ///
  /// @throws StoreFailedException when it cannot be opened
  public static StoredConfiguration open(ListedConfiguration listed) {
    try {
      return listed.open();
    } catch (RuntimeException e) {
      throw new StoreFailedException(e);
    }
  }

  private static RuntimeException told(Throwable failure) {
    if (Outage.isTooSlow(failure)) {
      return new StoreTimedOutException(failure);
    }
    return Outage.isCauseOf(failure)
        ? new StoreUnavailableException(failure)
        : new StoreFailedException(failure);
  }
}
