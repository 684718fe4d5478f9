package io.fairlead.policy.evaluation.assignment;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An exemption, read.
///
/// @param scope its key
/// @param assignment the key of the assignment that it exempts from
/// @param references those of the initiative's entries that it is limited to, in lower case; none
///     for all
/// @param expires when it ends; null for never
record Exemption(
    PolicyId id,
    String scope,
    String assignment,
    Set<String> references,
    ResourceSelectors selectors,
    @Nullable Instant expires) {
  Exemption {
    references = Set.copyOf(references);
  }

  /// Reads an exemption. What of its limits cannot be read is no limit: rather is nothing done than
  /// something that was to be left alone.
  static Exemption parse(PolicyState state) {
    JsonNode properties = state.properties();
    ResourceSelectors selectors = ResourceSelectors.ALL;
    Instant expires = null;
    try {
      selectors = ResourceSelectors.parse(properties.path("resourceSelectors"));
      JsonNode written = properties.path("expiresOn");
      expires = written.isTextual() ? OffsetDateTime.parse(written.textValue()).toInstant() : null;
    } catch (IllegalArgumentException | DateTimeException e) {
      // The API lets no such thing in.
      selectors = ResourceSelectors.ALL;
    }
    return new Exemption(
        state.id(),
        state.id().scope().key(),
        properties.path("policyAssignmentId").asText().toLowerCase(Locale.ROOT),
        properties
            .path("policyDefinitionReferenceIds")
            .valueStream()
            .map(reference -> reference.asText().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet()),
        selectors,
        expires);
  }

  /// Whether it expires after a time, until another or then.
  boolean expiresWithin(Instant after, Instant until) {
    return expires != null && expires.isAfter(after) && !expires.isAfter(until);
  }

  /// Whether it exempts a resource now from a definition.
  ///
  /// @param reference in lower case
  boolean covers(ScopedResource resource, String reference, Instant now) {
    return (expires == null || expires.isAfter(now))
        && resource.scopes().contains(scope)
        && (references.isEmpty() || references.contains(reference))
        && selectors.select(resource, reference);
  }
}
