package io.fairlead.policy.language.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.value.Values;

/// What the function `policy` answers: by which assignment of which definition a rule is
/// evaluated.
///
/// @param setDefinitionId the initiative; empty outside one
/// @param definitionReferenceId the definition's name within the initiative; empty outside one
public record PolicyReference(
    String assignmentId,
    String definitionId,
    String setDefinitionId,
    String definitionReferenceId) {
  /// A definition assigned by itself.
  public static PolicyReference of(String assignmentId, String definitionId) {
    return new PolicyReference(assignmentId, definitionId, "", "");
  }

  /// As JSON.
  public JsonNode toJson() {
    return Values.object()
        .put("assignmentId", assignmentId)
        .put("definitionId", definitionId)
        .put("setDefinitionId", setDefinitionId)
        .put("definitionReferenceId", definitionReferenceId);
  }
}
