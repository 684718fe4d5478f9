package io.fairlead.store;

import java.util.UUID;

/// What a caller expects of the stored resource before it changes it. Checked in the transaction
/// that
/// makes the change, so that of several callers with the same expectation exactly one wins.
public sealed interface Expectation {
  /// Nothing: whatever is there.
  record Anything() implements Expectation {}

  /// That there is none: `If-None-Match: *`.
  record Absent() implements Expectation {}

  /// That there is one: `If-Match: *`.
  record Present() implements Expectation {}

  /// That it is in exactly this state: `If-Match` with an ETag.
  record Exactly(UUID uid, long generation) implements Expectation {}
}
