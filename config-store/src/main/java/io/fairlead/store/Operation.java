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
///     when the resource was gone; null while a deletion waits for its cluster. A write whose user
///     waits for the cluster (`waitForReconciliation`) has null, and the time when it was replaced
///     or its resource was gone after that: whether it was compliant before is the progress's to
// say
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
