package io.fairlead.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An accepted change.
///
/// @param id names it in the operation-status resources
/// @param resourceId the full ARM id of what was changed, as first written
/// @param uid the incarnation that was changed
/// @param generation the generation the change made
/// @param finishedAt when the change was complete: for a write when it was durable, for a deletion
///     when
///     the resource was gone; null while a deletion waits for its cluster
public record Operation(
    UUID id,
    String resourceId,
    Kind kind,
    UUID uid,
    long generation,
    Instant startedAt,
    @Nullable Instant finishedAt) {
  /// What was asked for.
  public enum Kind {
    Put,
    Delete
  }
}
