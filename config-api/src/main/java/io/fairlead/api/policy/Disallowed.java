package io.fairlead.api.policy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.error.ArmError;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.policy.evaluation.Denial;
import io.fairlead.policy.evaluation.assignment.AssignedPolicy;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Azure's error for a request that policies refuse: one entry of type `PolicyViolation` in
/// `additionalInfo` for each of them.
final class Disallowed {
  private Disallowed() {}

  static ArmError by(ResourceId resource, PolicySnapshot snapshot, List<Denial> denials) {
    String reasons =
        denials.stream()
            .map(denial -> reason(snapshot, denial))
            .collect(Collectors.joining("; ", "", ""));
    return ArmError.of(
            ArmErrorCode.RequestDisallowedByPolicy,
            "Resource '%s' was disallowed by policy. Reasons: %s. See error details for policy resource IDs."
                .formatted(resource.name(), reasons),
            resource.name())
        .with(
            denials.stream()
                .map(
                    denial ->
                        new ArmError.AdditionalInfo("PolicyViolation", info(snapshot, denial)))
                .toArray(ArmError.AdditionalInfo[]::new));
  }

  private static String reason(PolicySnapshot snapshot, Denial denial) {
    AssignedPolicy policy = denial.policy();
    String message = denial.message();
    return "'%s' (assignment '%s')"
        .formatted(
            message == null
                ? "the rule of '" + name(snapshot, policy.definition()) + "' matches"
                : message,
            name(snapshot, policy.assignment()));
  }

  private static String name(PolicySnapshot snapshot, PolicyId id) {
    String displayName = snapshot.factsOf(id).displayName();
    return displayName.isEmpty() ? id.name() : displayName;
  }

  private static ObjectNode info(PolicySnapshot snapshot, Denial denial) {
    AssignedPolicy policy = denial.policy();
    PolicyFacts definition = snapshot.factsOf(policy.definition());
    PolicyFacts assignment = snapshot.factsOf(policy.assignment());
    ObjectNode info = JsonNodeFactory.instance.objectNode();
    info.put("policyDefinitionId", policy.definition().toString());
    info.put("policyDefinitionName", policy.definition().name());
    put(info, "policyDefinitionDisplayName", definition.displayName());
    put(info, "policyDefinitionVersion", definition.version());
    info.put("policyDefinitionEffect", "deny");
    PolicyId initiative = policy.initiative();
    if (initiative != null) {
      PolicyFacts set = snapshot.factsOf(initiative);
      info.put("policySetDefinitionId", initiative.toString());
      info.put("policySetDefinitionName", initiative.name());
      put(info, "policySetDefinitionDisplayName", set.displayName());
      put(info, "policySetDefinitionVersion", set.version());
      info.put("policyDefinitionReferenceId", policy.reference());
    }
    info.put("policyAssignmentId", policy.assignment().toString());
    info.put("policyAssignmentName", policy.assignment().name());
    put(info, "policyAssignmentDisplayName", assignment.displayName());
    info.put("policyAssignmentScope", policy.assignment().scope().toString());
    if (assignment.parameters().isObject()) {
      info.set("policyAssignmentParameters", assignment.parameters());
    }
    put(info, "nonComplianceMessage", denial.message());
    return info;
  }

  private static void put(ObjectNode info, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      info.put(name, value);
    }
  }
}
