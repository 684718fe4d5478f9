package io.fairlead.api.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.error.ArmError;

/// What became of a body.
public sealed interface Outcome {
  /// The body may be stored.
  ///
  /// @param body normalised and without secrets; fresh, so the caller may change it
  /// @param secrets what the request says of secrets
  /// @param changed whether `body` differs from what was stored; always true for a new resource.
  ///     Secrets have no part in it.
  record Accepted(ObjectNode body, Secrets secrets, boolean changed) implements Outcome {}

  /// The body breaks rules.
  ///
  /// @param violations every rule it breaks
  record Refused(Violations violations) implements Outcome {
    /// The answer to give.
    public ArmError error() {
      return violations.toError();
    }
  }
}
