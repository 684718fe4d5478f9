package io.fairlead.api.openapi;

import static io.fairlead.api.openapi.InsightsSchemas.list;
import static io.fairlead.api.openapi.InsightsSchemas.nullable;
import static io.fairlead.api.openapi.InsightsSchemas.object;
import static io.fairlead.api.openapi.InsightsSchemas.property;
import static io.fairlead.api.openapi.InsightsSchemas.reference;
import static io.fairlead.api.openapi.InsightsSchemas.strings;
import static io.fairlead.api.openapi.InsightsSchemas.words;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.preview.ConfigurationPreview.Action;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.policy.evaluation.Assessment.Outside;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Schemas of a preview of an assignment.
final class PreviewSchemas {
  private static final List<String> APPLICABILITY = List.of("In", "Out", "Exempt");
  private static final List<String> REASONS =
      Arrays.stream(Outside.Reason.values()).map(Outside.Reason::name).toList();

  /// Why a configuration would not be written, or not whole.
  private static final List<String> NOT_WHOLE =
      List.of(Reason.DeploymentFailed.name(), Reason.SecretUnavailable.name());

  private PreviewSchemas() {}

  static ObjectNode all() {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    ObjectNode preview = object();
    strings(preview, "policyAssignmentId", "nextLink");
    list(preview, "value", "ClusterPreview");
    reference(preview, "totals", "PreviewTotals");
    all.set("PolicyAssignmentPreview", preview);
    all.set("ClusterPreview", cluster());
    all.set("PolicyPreview", policy());
    all.set("ConfigurationPreview", configuration());
    ObjectNode change = object();
    strings(change, "path");
    change.withObject("properties").putObject("from");
    change.withObject("properties").putObject("to");
    all.set("PropertyChange", change);
    all.set("PreviewTotals", totals());
    return all;
  }

  private static ObjectNode cluster() {
    ObjectNode cluster = object();
    strings(cluster, "resourceId", "resourceLocation", "connectivityStatus", "message");
    strings(cluster, "policyExemptionId");
    property(cluster, "offline", "boolean");
    property(cluster, "lastConnectivityTime", "string").put("format", "date-time");
    nullable(cluster, "lastConnectivityTime");
    words(cluster, "applicability", APPLICABILITY);
    words(cluster, "reason", REASONS);
    list(cluster, "policies", "PolicyPreview");
    list(cluster, "configurations", "ConfigurationPreview");
    ObjectNode leftOut = object();
    for (String count : List.of("policies", "configurations", "changes")) {
      property(leftOut, count, "integer");
    }
    cluster.withObject("properties").set("leftOut", leftOut);
    return cluster;
  }

  private static ObjectNode policy() {
    ObjectNode policy = object();
    strings(policy, "resourceId", "policyDefinitionId", "policyDefinitionReferenceId");
    strings(policy, "effect", "message", "policyExemptionId");
    words(policy, "applicability", APPLICABILITY);
    words(policy, "reason", REASONS);
    words(policy, "complianceState", List.of("Compliant", "NonCompliant", "Unknown"));
    property(policy, "enforced", "boolean");
    return policy;
  }

  private static ObjectNode configuration() {
    ObjectNode configuration = object();
    strings(configuration, "resourceId", "policyDefinitionReferenceId", "managedBy", "message");
    words(configuration, "action", Arrays.stream(Action.values()).map(Action::name).toList());
    words(configuration, "reason", NOT_WHOLE);
    nullable(configuration, "managedBy", "message", "reason");
    property(configuration, "enforced", "boolean");
    list(configuration, "changes", "PropertyChange");
    for (String texts : List.of("secrets", "conflictsWith")) {
      property(configuration, texts, "array").putObject("items").put("type", "string");
    }
    return configuration;
  }

  private static ObjectNode totals() {
    ObjectNode totals = object();
    for (String count :
        List.of("clusters", "in", "out", "exempt", "offline", "neverConnected", "notEvaluated")) {
      property(totals, count, "integer");
    }
    ObjectNode outside = object();
    REASONS.forEach(reason -> property(outside, reason, "integer"));
    totals.withObject("properties").set("outByReason", outside);
    ObjectNode configurations = object();
    for (Action action : Action.values()) {
      property(configurations, action.name().toLowerCase(Locale.ROOT), "integer");
    }
    property(configurations, "notEnforced", "integer");
    totals.withObject("properties").set("configurations", configurations);
    ObjectNode audited = object();
    property(audited, "compliant", "integer");
    property(audited, "nonCompliant", "integer");
    totals.withObject("properties").set("audited", audited);
    return totals;
  }
}
