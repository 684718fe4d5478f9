package io.fairlead.api.handler;

import io.fairlead.store.InvalidPageTokenException;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/// Tells failures of the store from faults of this API: by the port's contract a failed call means
/// that the database could not be asked.
final class StoreCalls {
  private StoreCalls() {}

  /// Calls the store.
  ///
  /// @return fails with [StoreUnavailableException], or [InvalidPageTokenException]
  static <T> Uni<T> call(Supplier<Uni<T>> call) {
    return Uni.createFrom()
        .deferred(call::get)
        .onFailure(failure -> !(failure instanceof InvalidPageTokenException))
        .transform(StoreUnavailableException::new);
  }
}
