package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Violation.Kind;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.store.PolicyStore;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What resources of Azure Policy say of each other: that what one of them names is there, and in
/// the same subscription.
///
/// @param store where they are kept
public record PolicyReferencesCheck(PolicyStore store) {
  private static final JsonPath PROPERTIES = JsonPath.ROOT.child("properties");

  /// What an accepted body names.
  ///
  /// @return fails with an [ArmException] (400) that has every violation
  Uni<Set<PolicyId>> check(PolicyId id, ObjectNode accepted) {
    return switch (id.type()) {
      case DEFINITION -> Uni.createFrom().item(Set.of());
      case SET_DEFINITION -> definitions(id, accepted.path("properties").path("policyDefinitions"));
      case ASSIGNMENT, EXEMPTION -> throw new IllegalStateException("Not offered: " + id);
    };
  }

  private Uni<Set<PolicyId>> definitions(PolicyId set, JsonNode list) {
    Findings findings = new Findings(set.name());
    Map<JsonPath, PolicyId> named = new LinkedHashMap<>();
    for (int i = 0; i < list.size(); i++) {
      JsonPath at = PROPERTIES.child("policyDefinitions").at(i).child("policyDefinitionId");
      definition(set, list.get(i).path("policyDefinitionId").asText(), at, findings)
          .ifPresent(id -> named.put(at, id));
    }
    return StoreCalls.call(() -> store.present(Set.copyOf(named.values())))
        .map(
            present -> {
              named.forEach((at, id) -> requirePresent(present, at, id, findings));
              refuse(findings);
              return present;
            });
  }

  private static Optional<PolicyId> definition(
      PolicyId set, String text, JsonPath at, Findings findings) {
    Optional<PolicyId> id = parse(set, text, at, findings);
    if (id.filter(named -> named.type() != PolicyType.DEFINITION).isPresent()) {
      findings.add(
          Kind.InvalidValue, at, "'%s' must be the id of a policy definition.".formatted(at));
      return Optional.empty();
    }
    return id;
  }

  /// Reads the id of a policy in the same subscription.
  private static Optional<PolicyId> parse(
      PolicyId from, String text, JsonPath at, Findings findings) {
    if (text.regionMatches(true, 0, "/providers/", 0, "/providers/".length())) {
      findings.add(
          Kind.InvalidValue,
          at,
          "'%s' names a built-in or a management group's definition; there are none here. Put it into the subscription and name that one."
              .formatted(at));
      return Optional.empty();
    }
    PolicyId id;
    try {
      id = PolicyId.parse(text);
    } catch (IllegalArgumentException _) {
      findings.add(
          Kind.InvalidValue,
          at,
          "'%s' must be an id such as /subscriptions/…/providers/Microsoft.Authorization/policyDefinitions/…"
              .formatted(at));
      return Optional.empty();
    }
    if (!id.scope().subscription().equals(from.scope().subscription())) {
      findings.add(Kind.InvalidValue, at, "'%s' must be in the same subscription.".formatted(at));
      return Optional.empty();
    }
    return Optional.of(id);
  }

  private static void requirePresent(
      Set<PolicyId> present, JsonPath at, PolicyId id, Findings findings) {
    if (!present.contains(id)) {
      findings.add(
          Kind.InvalidValue, at, "'%s' names '%s', which could not be found.".formatted(at, id));
    }
  }

  private static void refuse(Findings findings) {
    if (!findings.none()) {
      throw new ArmException(findings.toViolations().toError());
    }
  }
}
