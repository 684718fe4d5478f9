package io.fairlead.api.handler;

import io.fairlead.store.Expectation;
import java.util.UUID;

/// The version of a resource as clients see it. Says nothing of its status, so that a heartbeat
/// spoils nobody's `If-Match`.
///
/// @param uid the incarnation
/// @param generation of the desired state
record Tag(UUID uid, long generation) {
  /// The `ETag`, with its quotes.
  String etag() {
    return "\"" + uid + "-" + generation + "\"";
  }

  /// That the resource still is in this version.
  Expectation expectation() {
    return new Expectation.Exactly(uid, generation);
  }
}
