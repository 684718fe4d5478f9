package io.fairlead.store.audit;

import io.fairlead.store.DeleteOutcome;
import io.fairlead.store.WriteOutcome;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What a write that was not refused did to a resource.
///
/// @param before the generation before it; null where there was none
/// @param after the generation after it; null where there is none
public record Change(Kind kind, @Nullable Long before, @Nullable Long after) {
  /// What it did.
  public enum Kind {
    Created,
    Updated,
    /// It was like that already.
    Unchanged,
    /// Its deletion was accepted.
    Deleting,
    Deleted,
    /// There was nothing to delete.
    Absent
  }

  /// One of a resource that has no generations.
  public static Change of(Kind kind) {
    return new Change(kind, null, null);
  }

  /// That of a write; empty when it was refused.
  public static <T> Optional<Change> of(WriteOutcome<T> outcome, ToLongFunction<T> generation) {
    return switch (outcome) {
      case WriteOutcome.Created<T>(var resource, _) ->
          Optional.of(new Change(Kind.Created, null, generation.applyAsLong(resource)));
      case WriteOutcome.Updated<T>(var resource, _, long before) ->
          Optional.of(new Change(Kind.Updated, before, generation.applyAsLong(resource)));
      case WriteOutcome.Unchanged<T>(var resource) -> {
        long same = generation.applyAsLong(resource);
        yield Optional.of(new Change(Kind.Unchanged, same, same));
      }
      case WriteOutcome.Mismatch<T> _,
          WriteOutcome.BeingDeleted<T> _,
          WriteOutcome.ParentMissing<T> _,
          WriteOutcome.LimitReached<T> _ ->
          Optional.empty();
    };
  }

  /// That of a deletion; empty when it was refused.
  public static <T> Optional<Change> of(DeleteOutcome<T> outcome, ToLongFunction<T> generation) {
    return switch (outcome) {
      case DeleteOutcome.Accepted<T>(var current, _, long before) ->
          Optional.of(new Change(Kind.Deleting, before, generation.applyAsLong(current)));
      case DeleteOutcome.Gone<T>(_, long before) ->
          Optional.of(new Change(Kind.Deleted, before, null));
      case DeleteOutcome.Absent<T> _ -> Optional.of(of(Kind.Absent));
      case DeleteOutcome.InUse<T> _, DeleteOutcome.Mismatch<T> _ -> Optional.empty();
    };
  }
}
