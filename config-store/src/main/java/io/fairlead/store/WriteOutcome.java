package io.fairlead.store;

import java.util.Optional;
import java.util.UUID;

/// What became of a write. Only [Created] and [Updated] changed anything.
///
/// @param <T> the stored resource
public sealed interface WriteOutcome<T> {
  /// There was none; now there is, durably.
  ///
  /// @param operation what to ask [Operations] for
  record Created<T>(T resource, UUID operation) implements WriteOutcome<T> {}

  /// Its desired state changed, durably; it has a new generation.
  ///
  /// @param operation what to ask [Operations] for
  /// @param before the generation that it had
  record Updated<T>(T resource, UUID operation, long before) implements WriteOutcome<T> {}

  /// It was like that already: no new generation, nothing published.
  record Unchanged<T>(T resource) implements WriteOutcome<T> {}

  /// The expectation did not hold.
  ///
  /// @param current what is there; empty when there is none
  record Mismatch<T>(Optional<T> current) implements WriteOutcome<T> {}

  /// It is being deleted, and nothing undoes that.
  record BeingDeleted<T>(T current) implements WriteOutcome<T> {}

  /// The cluster it extends does not exist.
  record ParentMissing<T>() implements WriteOutcome<T> {}

  /// Its cluster has as many as it may have.
  record LimitReached<T>(int limit) implements WriteOutcome<T> {}
}
