package io.fairlead.store;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/// The accepted changes of the last days; older ones are forgotten, unfinished ones never.
/// Thread-safe.
public interface Operations {
  /// The operation, whatever resource it belongs to: compare [Operation#resourceId] before showing
  /// it.
  Uni<Optional<Operation>> find(UUID id);

  /// The newest operation of an incarnation of a resource.
  Uni<Optional<Operation>> newest(UUID uid);
}
