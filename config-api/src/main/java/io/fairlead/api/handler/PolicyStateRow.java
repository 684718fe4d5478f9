package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.odata.Compliances;
import io.fairlead.api.policy.PolicySnapshot;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.store.Connectivity;
import io.fairlead.store.StoredPolicyState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A policy state as Azure shows it, and after that what only Fairlead knows of it.
final class PolicyStateRow {
  /// All that a row may have, for `$select`.
  static final List<String> COLUMNS =
      List.of(
          "timestamp",
          "resourceId",
          "policyAssignmentId",
          "policyDefinitionId",
          "effectiveParameters",
          "isCompliant",
          "subscriptionId",
          "resourceType",
          "resourceLocation",
          "resourceGroup",
          "resourceTags",
          "policyAssignmentName",
          "policyAssignmentScope",
          "policyDefinitionName",
          "policyDefinitionAction",
          "policyDefinitionCategory",
          "policySetDefinitionId",
          "policySetDefinitionName",
          "policySetDefinitionCategory",
          "policyDefinitionReferenceId",
          "complianceState",
          "complianceReasonCode",
          "policyDefinitionVersion",
          "policySetDefinitionVersion",
          "reason",
          "message",
          "nonComplianceMessage",
          "decidedAt",
          "asOf",
          "connectivityStatus",
          "offline",
          "lastConnectivityTime",
          "conflictsWith",
          "policyExemptionId",
          "deployedResourceIds");

  private PolicyStateRow() {}

  /// @param context the value of `@odata.context`
  static ObjectNode of(String context, PolicySnapshot snapshot, StoredPolicyState state) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.putNull("@odata.id");
    row.put("@odata.context", context);
    azure(row, snapshot, state);
    own(row, snapshot, state);
    return row;
  }

  private static void azure(ObjectNode row, PolicySnapshot snapshot, StoredPolicyState state) {
    ResourceId resource = state.resource();
    PolicyId initiative = state.initiative();
    var definition = snapshot.factsOf(state.definition());
    var set = snapshot.factsOf(initiative);
    row.put("timestamp", state.decidedAt().toString());
    row.put("resourceId", resource.toString());
    row.put("policyAssignmentId", state.assignment().toString());
    row.put("policyDefinitionId", state.definition().toString());
    row.put("effectiveParameters", ""); // As Azure has it.
    row.put("isCompliant", state.compliance() == PolicyCompliance.Compliant);
    row.put("subscriptionId", resource.subscriptionId());
    row.put("resourceType", resource.type());
    row.put("resourceLocation", state.location());
    row.put("resourceGroup", resource.resourceGroup());
    row.put("resourceTags", tags(state.tags()));
    row.put("policyAssignmentName", state.assignment().name());
    row.put("policyAssignmentScope", state.assignment().scope().toString());
    row.put("policyDefinitionName", state.definition().name());
    row.put("policyDefinitionAction", state.effect());
    row.put("policyDefinitionCategory", definition.category());
    row.put("policySetDefinitionId", initiative == null ? "" : initiative.toString());
    row.put("policySetDefinitionName", initiative == null ? "" : initiative.name());
    row.put("policySetDefinitionCategory", set.category());
    row.put("policyDefinitionReferenceId", state.reference());
    row.put("complianceState", Compliances.word(state.compliance()));
    row.put("complianceReasonCode", state.reason().name());
    row.put("policyDefinitionVersion", definition.version());
    row.put("policySetDefinitionVersion", set.version());
  }

  private static void own(ObjectNode row, PolicySnapshot snapshot, StoredPolicyState state) {
    row.put("reason", state.reason().name());
    row.put("message", state.message());
    if (state.compliance() == PolicyCompliance.NonCompliant) {
      snapshot
          .factsOf(state.assignment())
          .message(state.reference())
          .ifPresent(message -> row.put("nonComplianceMessage", message));
    }
    row.put("decidedAt", state.decidedAt().toString());
    row.put("asOf", time(state.confirmedAt()));
    row.put("connectivityStatus", state.connectivity().name());
    row.put("offline", state.connectivity() == Connectivity.State.Offline);
    row.put("lastConnectivityTime", time(state.lastHeartbeatAt()));
    ArrayNode conflicts = row.putArray("conflictsWith");
    state.conflictsWith().forEach(id -> conflicts.add(id.toString()));
    PolicyId exemption = state.exemption();
    row.put("policyExemptionId", exemption == null ? null : exemption.toString());
    ArrayNode deployed = row.putArray("deployedResourceIds");
    state.deployed().forEach(d -> deployed.add(d.configuration().toString()));
  }

  /// JSON as a text, in the order of names: so Azure writes what it has no column of its own for.
  private static String tags(Map<String, String> tags) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(tags).forEach(all::put);
    return all.toString();
  }

  private static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
