package io.fairlead.conformance.arm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// An answer of the API.
///
/// @param body missing when there is none or it is no JSON
/// @param date the hub's time as the answer tells it
public record ArmAnswer(int status, JsonNode body, Optional<String> date) {
  /// A text in the body, empty when it is not there.
  ///
  /// @param pointer a JSON pointer
  public String text(String pointer) {
    return body.at(pointer).asText("");
  }
}
