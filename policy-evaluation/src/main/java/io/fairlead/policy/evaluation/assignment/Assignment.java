package io.fairlead.policy.evaluation.assignment;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.policy.OnUnassign;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An assignment, read. What it assigns need not be known.
///
/// @param state as the store has it
/// @param target the definition or the initiative
/// @param notScopes their keys
/// @param enforced whether `enforcementMode` is `Default`
/// @param onUnassign what becomes of its configurations where it no longer applies
/// @param messages `nonComplianceMessages`
/// @param problem why it can be evaluated for nothing; null when it can
record Assignment(
    PolicyState state,
    PolicyId target,
    Set<String> notScopes,
    ResourceSelectors selectors,
    List<EffectOverride> overrides,
    boolean enforced,
    OnUnassign onUnassign,
    List<Message> messages,
    @Nullable String problem) {
  Assignment {
    notScopes = Set.copyOf(notScopes);
    overrides = List.copyOf(overrides);
    messages = List.copyOf(messages);
  }

  /// What to tell people whose resource is not as the policy wants it.
  ///
  /// @param reference in lower case; null for what is said of all
  record Message(@Nullable String reference, String text) {}

  /// Reads an assignment; empty when it names nothing that could be assigned, which the API lets
  /// nowhere in.
  static Optional<Assignment> parse(PolicyState state) {
    JsonNode properties = state.properties();
    PolicyId target;
    try {
      target = PolicyId.parse(properties.path("policyDefinitionId").asText());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    ResourceSelectors selectors = ResourceSelectors.ALL;
    List<EffectOverride> overrides = List.of();
    String problem = null;
    try {
      selectors = ResourceSelectors.parse(properties.path("resourceSelectors"));
      overrides = EffectOverride.all(properties.path("overrides"));
    } catch (IllegalArgumentException e) {
      problem = "The assignment cannot be read: " + e.getMessage() + ".";
    }
    return Optional.of(
        new Assignment(
            state,
            target,
            keys(properties.path("notScopes")),
            selectors,
            overrides,
            !properties.path("enforcementMode").asText().equalsIgnoreCase("DoNotEnforce"),
            properties.at("/metadata/fairlead/onUnassign").asText().equals("remove")
                ? OnUnassign.Remove
                : OnUnassign.Keep,
            properties
                .path("nonComplianceMessages")
                .valueStream()
                .map(Assignment::message)
                .toList(),
            problem));
  }

  private static Set<String> keys(JsonNode texts) {
    return texts
        .valueStream()
        .map(text -> text.asText().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static Message message(JsonNode json) {
    JsonNode reference = json.path("policyDefinitionReferenceId");
    return new Message(
        reference.isTextual() ? reference.textValue().toLowerCase(Locale.ROOT) : null,
        json.path("message").asText());
  }

  /// What is said of a reference: the message for it, else the general one.
  ///
  /// @param reference in lower case
  @Nullable String message(String reference) {
    String general = null;
    for (Message message : messages) {
      if (reference.equals(message.reference())) {
        return message.text();
      }
      if (message.reference() == null && general == null) {
        general = message.text();
      }
    }
    return general;
  }

  JsonNode parameters() {
    return state.properties().path("parameters");
  }

  boolean excludes(ScopedResource resource) {
    return !notScopes.isEmpty() && resource.scopes().stream().anyMatch(notScopes::contains);
  }
}
