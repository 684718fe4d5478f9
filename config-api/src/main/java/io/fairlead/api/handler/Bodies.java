package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.error.ArmError;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.json.BodyReader;
import io.fairlead.api.json.ParsedBody;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.api.schema.Outcome;
import io.fairlead.api.schema.Secrets;

/// From bytes to what may be stored.
final class Bodies {
  private Bodies() {}

  /// The request's body.
  ///
  /// @throws ArmException (400) when it cannot be read
  static ObjectNode read(ArmRequest request) {
    return switch (BodyReader.STANDARD.read(request.body().bytes())) {
      case ParsedBody.Parsed(ObjectNode root) -> root;
      case ParsedBody.Refused(ArmError error) -> throw new ArmException(error);
    };
  }

  /// The accepted body.
  ///
  /// @throws ArmException (400) with every violation, or (501) when it has secrets, which cannot be
  ///     stored yet and must not be stored in the clear
  static ObjectNode accepted(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused refused -> throw new ArmException(refused.error());
      case Outcome.Accepted accepted -> {
        refuseSecrets(accepted.secrets());
        yield accepted.body();
      }
    };
  }

  private static void refuseSecrets(Secrets secrets) {
    if (secrets.present()) {
      String paths = String.join(", ", secrets.values().keySet());
      throw new ArmException(
          ArmErrorCode.NotImplemented,
          "Protected settings cannot be stored yet, and are not stored in the clear: "
              + paths
              + ". Nothing was changed.",
          secrets.values().keySet().iterator().next());
    }
  }
}
