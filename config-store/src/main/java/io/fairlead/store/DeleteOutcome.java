package io.fairlead.store;

import java.util.Optional;
import java.util.UUID;

/// What became of a deletion.
///
/// @param <T> the stored resource
public sealed interface DeleteOutcome<T> {
  /// It is being deleted: gone once its cluster has confirmed. Asking again answers the same,
  /// but for what it was before.
  ///
  /// @param current the resource, `Deleting`
  /// @param operation what to ask [Operations] for
  /// @param before the generation that it had
  record Accepted<T>(T current, UUID operation, long before) implements DeleteOutcome<T> {}

  /// It is gone.
  ///
  /// @param operation what to ask [Operations] for; finished already
  /// @param before the generation that it had
  record Gone<T>(UUID operation, long before) implements DeleteOutcome<T> {}

  /// There was none.
  record Absent<T>() implements DeleteOutcome<T> {}

  /// Others need it.
  ///
  /// @param by the id of one of them
  record InUse<T>(String by) implements DeleteOutcome<T> {}

  /// The expectation did not hold.
  ///
  /// @param current what is there; empty when there is none
  record Mismatch<T>(Optional<T> current) implements DeleteOutcome<T> {}
}
