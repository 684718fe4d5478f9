package io.fairlead.api.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.error.ArmError;

/// What became of a request's bytes.
public sealed interface ParsedBody {
  /// The bytes were one JSON object within the limits.
  ///
  /// @param root the object; fresh, so the caller may change it
  record Parsed(ObjectNode root) implements ParsedBody {}

  /// They were not.
  ///
  /// @param error says what was wrong, where, and what is allowed
  record Refused(ArmError error) implements ParsedBody {}
}
