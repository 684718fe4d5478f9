package io.fairlead.api.operation;

import io.fairlead.api.request.Answer;
import io.fairlead.api.request.ArmRequest;
import io.smallrye.mutiny.Uni;

/// What an operation does. Called on an event loop, so it must not block.
@FunctionalInterface
public interface Handler {
  /// Answers a request. Errors for the client are
  /// [io.fairlead.api.request.ArmException]s, thrown or as the failure of the result.
  Uni<Answer> handle(ArmRequest request);
}
