package io.fairlead.api.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What answers repeat of a definition, an initiative or an assignment.
///
/// @param displayName empty when it has none
/// @param category of the metadata; empty when it has none
/// @param version of a definition or an initiative; empty when it has none
/// @param parameters the values that an assignment gives; a missing node when it gives none
/// @param messages the `nonComplianceMessages` of an assignment
public record PolicyFacts(
    String displayName,
    String category,
    String version,
    JsonNode parameters,
    List<NonComplianceMessage> messages) {
  /// Of what is not there.
  public static final PolicyFacts NONE =
      of(com.fasterxml.jackson.databind.node.MissingNode.getInstance());

  /// One of an assignment's messages.
  ///
  /// @param reference of the definition that it is about, in any case; null for all definitions
  public record NonComplianceMessage(String message, @Nullable String reference) {}

  public PolicyFacts {
    messages = List.copyOf(messages);
  }

  /// Those of a resource with these `properties`.
  static PolicyFacts of(JsonNode properties) {
    List<NonComplianceMessage> messages = new ArrayList<>();
    properties
        .path("nonComplianceMessages")
        .forEach(
            entry ->
                messages.add(
                    new NonComplianceMessage(
                        entry.path("message").asText(),
                        entry.path("policyDefinitionReferenceId").textValue())));
    return new PolicyFacts(
        properties.path("displayName").asText(""),
        properties.path("metadata").path("category").asText(""),
        properties.path("version").asText(""),
        properties.path("parameters"),
        messages);
  }

  /// What an assignment has to say of a resource that is not as one of its definitions wants it:
  /// the message for that definition, else the one for all.
  ///
  /// @param reference the definition's name within the initiative; empty outside one
  public Optional<String> message(String reference) {
    return messages.stream()
        .filter(m -> m.reference() != null && m.reference().equalsIgnoreCase(reference))
        .findFirst()
        .or(() -> messages.stream().filter(m -> m.reference() == null).findFirst())
        .map(NonComplianceMessage::message);
  }
}
