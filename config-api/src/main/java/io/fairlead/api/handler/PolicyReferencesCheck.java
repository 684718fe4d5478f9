package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Violation.Kind;
import io.fairlead.api.work.EvaluationPool;
import io.fairlead.api.work.StoreCalls;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.store.PolicyStore;
import io.fairlead.store.StoredPolicy;
import io.smallrye.mutiny.Uni;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What resources of Azure Policy say of each other: that what one of them names is there, in the
/// same subscription, and takes what it is given.
///
/// @param store where they are kept
/// @param pool where what is given to definitions is checked: there may be a thousand of them
public record PolicyReferencesCheck(PolicyStore store, EvaluationPool pool) {
  private static final JsonPath PROPERTIES = JsonPath.ROOT.child("properties");
  private static final String DEFINITION_ID = "policyDefinitionId";
  private static final String DEFINITIONS = "policyDefinitions";
  private static final String REFERENCE_ID = "policyDefinitionReferenceId";
  private static final String ASSIGNMENT_ID = "policyAssignmentId";

  /// What an accepted body names.
  ///
  /// @return fails with an [ArmException]: 400 with every violation, or 404 when what is assigned
  ///     or exempted from is not there
  Uni<Set<PolicyId>> check(PolicyId id, ObjectNode accepted) {
    JsonNode properties = accepted.path("properties");
    return switch (id.type()) {
      case DEFINITION -> Uni.createFrom().item(Set.of());
      case SET_DEFINITION -> definitions(id, properties);
      case ASSIGNMENT -> assignment(id, properties);
      case EXEMPTION -> exemption(id, properties);
    };
  }

  private Uni<Set<PolicyId>> definitions(PolicyId set, JsonNode properties) {
    JsonNode list = properties.path(DEFINITIONS);
    Findings findings = new Findings(set.name());
    Map<JsonPath, PolicyId> named = new LinkedHashMap<>();
    for (int i = 0; i < list.size(); i++) {
      JsonPath at = PROPERTIES.child(DEFINITIONS).at(i).child(DEFINITION_ID);
      parse(set, list.get(i).path(DEFINITION_ID).asText(), at, findings)
          .filter(id -> isOf(id, Set.of(PolicyType.DEFINITION), at, findings))
          .ifPresent(id -> named.put(at, id));
    }
    return StoreCalls.call(() -> store.parameters(Set.copyOf(named.values())))
        .invoke(
            declared -> {
              named.forEach((at, id) -> requirePresent(declared.keySet(), at, id, findings));
              refuse(findings);
            })
        .call(
            declared ->
                checked(
                    findings, () -> PolicyArguments.ofInitiative(properties, declared, findings)))
        .map(
            declared -> {
              refuse(findings);
              return declared.keySet();
            });
  }

  private Uni<Set<PolicyId>> assignment(PolicyId assignment, JsonNode properties) {
    Findings findings = new Findings(assignment.name());
    notScopes(assignment.scope(), properties.path("notScopes"), findings);
    JsonPath at = PROPERTIES.child(DEFINITION_ID);
    Optional<PolicyId> target =
        parse(assignment, properties.path(DEFINITION_ID).asText(), at, findings)
            .filter(
                id ->
                    isOf(
                        id,
                        Set.of(PolicyType.DEFINITION, PolicyType.SET_DEFINITION),
                        at,
                        findings));
    if (target.isEmpty()) {
      throw refusal(findings);
    }
    return found(target.get())
        .call(assigned -> arguments(assignment, assigned, properties.path("parameters"), findings))
        .map(
            assigned -> {
              messages(assigned, properties.path("nonComplianceMessages"), findings);
              refuse(findings);
              return Set.of(target.get());
            });
  }

  private Uni<Void> arguments(
      PolicyId assignment, StoredPolicy assigned, JsonNode given, Findings findings) {
    if (assigned.id().type() == PolicyType.DEFINITION) {
      return checked(
          findings, () -> PolicyArguments.ofDefinition(assignment, assigned, given, findings));
    }
    JsonNode initiative = assigned.body().path("properties");
    Set<PolicyId> definitions =
        initiative
            .path(DEFINITIONS)
            .valueStream()
            .map(entry -> PolicyId.parse(entry.path(DEFINITION_ID).asText()))
            .collect(Collectors.toSet());
    return StoreCalls.call(() -> store.parameters(definitions))
        .flatMap(
            declared ->
                checked(
                    findings,
                    () -> PolicyArguments.ofInitiative(initiative, declared, given, findings)));
  }

  private Uni<Void> checked(Findings findings, Runnable check) {
    return pool.run(
            () -> {
              check.run();
              return findings;
            })
        .replaceWithVoid();
  }

  private static void notScopes(PolicyScope scope, JsonNode notScopes, Findings findings) {
    for (int i = 0; i < notScopes.size(); i++) {
      JsonPath at = PROPERTIES.child("notScopes").at(i);
      try {
        if (!scope.contains(PolicyScope.parse(notScopes.get(i).asText()))) {
          findings.add(
              Kind.InvalidValue, at, "'%s' must be within the assignment's scope.".formatted(at));
        }
      } catch (IllegalArgumentException _) {
        findings.add(
            Kind.InvalidValue,
            at,
            "'%s' must be the id of a subscription, a resource group or a cluster.".formatted(at));
      }
    }
  }

  private static void messages(StoredPolicy definition, JsonNode messages, Findings findings) {
    for (int i = 0; i < messages.size(); i++) {
      JsonPath at = PROPERTIES.child("nonComplianceMessages").at(i).child(REFERENCE_ID);
      requireReference(definition, messages.get(i).path(REFERENCE_ID), at, findings);
    }
  }

  private Uni<Set<PolicyId>> exemption(PolicyId exemption, JsonNode properties) {
    Findings findings = new Findings(exemption.name());
    JsonPath at = PROPERTIES.child(ASSIGNMENT_ID);
    Optional<PolicyId> target =
        parse(exemption, properties.path(ASSIGNMENT_ID).asText(), at, findings)
            .filter(id -> isOf(id, Set.of(PolicyType.ASSIGNMENT), at, findings));
    if (target.isEmpty()) {
      throw refusal(findings);
    }
    boolean validated =
        !properties.path("assignmentScopeValidation").asText().equals("DoNotValidate");
    if (validated && !target.get().scope().contains(exemption.scope())) {
      findings.add(
          Kind.InvalidCombination,
          at,
          "The exemption must be within the scope of the assignment that '%s' names."
              .formatted(at));
    }
    JsonNode references = properties.path("policyDefinitionReferenceIds");
    return found(target.get())
        .flatMap(
            assignment ->
                references.isEmpty()
                    ? Uni.createFrom().item(assignment)
                    : assigned(assignment)
                        .invoke(definition -> references(definition, references, findings)))
        .map(
            _ -> {
              refuse(findings);
              return Set.of(target.get());
            });
  }

  private Uni<StoredPolicy> assigned(StoredPolicy assignment) {
    return found(PolicyId.parse(assignment.body().at("/properties/" + DEFINITION_ID).asText()));
  }

  private static void references(StoredPolicy definition, JsonNode references, Findings findings) {
    for (int i = 0; i < references.size(); i++) {
      JsonPath at = PROPERTIES.child("policyDefinitionReferenceIds").at(i);
      requireReference(definition, references.get(i), at, findings);
    }
  }

  /// An entry of an initiative is named only where there is an initiative, and one that it has.
  private static void requireReference(
      StoredPolicy definition, JsonNode reference, JsonPath at, Findings findings) {
    if (!reference.isTextual()) {
      return;
    }
    Set<String> known = new HashSet<>();
    definition
        .body()
        .at("/properties/" + DEFINITIONS)
        .forEach(entry -> known.add(entry.path(REFERENCE_ID).asText().toLowerCase(Locale.ROOT)));
    if (!known.contains(reference.asText().toLowerCase(Locale.ROOT))) {
      findings.add(
          Kind.InvalidValue,
          at,
          "'%s' is no policyDefinitionReferenceId of what is assigned.".formatted(at));
    }
  }

  private Uni<StoredPolicy> found(PolicyId id) {
    return StoreCalls.call(() -> store.find(id))
        .map(found -> found.orElseThrow(NotFound.policy(id)));
  }

  private static boolean isOf(PolicyId id, Set<PolicyType> types, JsonPath at, Findings findings) {
    if (types.contains(id.type())) {
      return true;
    }
    String wanted =
        types.contains(PolicyType.ASSIGNMENT)
            ? "policy assignment"
            : types.size() == 1 ? "policy definition" : "policy definition or an initiative";
    findings.add(Kind.InvalidValue, at, "'%s' must be the id of a %s.".formatted(at, wanted));
    return false;
  }

  /// Reads the id of a policy in the same subscription.
  private static Optional<PolicyId> parse(
      PolicyId from, String text, JsonPath at, Findings findings) {
    if (text.regionMatches(true, 0, "/providers/", 0, "/providers/".length())) {
      findings.add(
          Kind.InvalidValue,
          at,
          "'%s' names something built-in or of a management group; there is none here. Put it into the subscription and name that one."
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
      throw refusal(findings);
    }
  }

  private static ArmException refusal(Findings findings) {
    return new ArmException(findings.toViolations().toError());
  }
}
