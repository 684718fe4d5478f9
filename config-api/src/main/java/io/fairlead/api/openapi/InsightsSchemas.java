package io.fairlead.api.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Schemas of what `Microsoft.PolicyInsights` answers.
final class InsightsSchemas {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> STATES =
      List.of("Compliant", "NonCompliant", "Exempt", "Conflict", "Unknown");

  private InsightsSchemas() {}

  static ObjectNode all() {
    ObjectNode all = NODES.objectNode();
    all.set("PolicyState", state());
    ObjectNode list = object();
    property(list, "@odata.context", "string");
    property(list, "@odata.count", "integer");
    property(list, "@odata.nextLink", "string");
    list(list, "value", "PolicyState");
    all.set("PolicyStateList", list);
    all.set("ComplianceDetail", detail());
    all.set("SummaryResults", results());
    all.set("PolicyDefinitionSummary", definition());
    all.set("PolicyAssignmentSummary", assignment());
    ObjectNode summary = object();
    reference(summary, "results", "SummaryResults");
    list(summary, "policyAssignments", "PolicyAssignmentSummary");
    all.set("Summary", summary);
    ObjectNode summaries = object();
    property(summaries, "@odata.context", "string");
    property(summaries, "@odata.count", "integer");
    list(summaries, "value", "Summary");
    all.set("PolicyStateSummary", summaries);
    ObjectNode deployment = object();
    strings(deployment, "remediatedResourceId", "status", "resourceLocation");
    strings(deployment, "createdOn", "lastUpdatedOn");
    reference(deployment, "error", "ErrorDetail");
    all.set("RemediationDeployment", deployment);
    ObjectNode deployments = object();
    list(deployments, "value", "RemediationDeployment");
    property(deployments, "nextLink", "string");
    all.set("RemediationDeploymentList", deployments);
    return all.setAll(PreviewSchemas.all());
  }

  private static ObjectNode state() {
    ObjectNode state = object();
    strings(
        state,
        "resourceId",
        "policyAssignmentId",
        "policyDefinitionId",
        "effectiveParameters",
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
        "complianceReasonCode",
        "policyDefinitionVersion",
        "policySetDefinitionVersion",
        "reason",
        "message",
        "nonComplianceMessage",
        "connectivityStatus",
        "policyExemptionId");
    words(state, "complianceState", STATES);
    property(state, "isCompliant", "boolean");
    property(state, "offline", "boolean");
    for (String time : List.of("timestamp", "decidedAt", "asOf", "lastConnectivityTime")) {
      property(state, time, "string").put("format", "date-time");
    }
    for (String ids : List.of("conflictsWith", "deployedResourceIds")) {
      property(state, ids, "array").putObject("items").put("type", "string");
    }
    nullable(state, "asOf", "lastConnectivityTime", "message", "policyExemptionId");
    return state;
  }

  private static ObjectNode detail() {
    ObjectNode detail = object();
    words(detail, "complianceState", STATES.stream().map(String::toLowerCase).toList());
    property(detail, "count", "integer");
    return detail;
  }

  private static ObjectNode results() {
    ObjectNode results = object();
    property(results, "queryResultsUri", "string");
    property(results, "nonCompliantResources", "integer");
    property(results, "nonCompliantPolicies", "integer");
    property(results, "offlineClusters", "integer");
    nullable(results, "nonCompliantPolicies");
    for (String details : List.of("resourceDetails", "policyDetails", "policyGroupDetails")) {
      list(results, details, "ComplianceDetail");
    }
    return results;
  }

  private static ObjectNode definition() {
    ObjectNode definition = object();
    strings(definition, "policyDefinitionId", "policyDefinitionReferenceId", "effect");
    property(definition, "policyDefinitionGroupNames", "array")
        .putObject("items")
        .put("type", "string");
    reference(definition, "results", "SummaryResults");
    return definition;
  }

  private static ObjectNode assignment() {
    ObjectNode assignment = object();
    strings(assignment, "policyAssignmentId", "policySetDefinitionId");
    reference(assignment, "results", "SummaryResults");
    list(assignment, "policyDefinitions", "PolicyDefinitionSummary");
    property(assignment, "policyGroups", "array").putObject("items").put("type", "object");
    return assignment;
  }

  static ObjectNode object() {
    ObjectNode schema = NODES.objectNode().put("type", "object");
    schema.putObject("properties");
    return schema;
  }

  static ObjectNode property(ObjectNode schema, String name, String type) {
    return schema.withObject("properties").putObject(name).put("type", type);
  }

  static void strings(ObjectNode schema, String... names) {
    for (String name : names) {
      property(schema, name, "string");
    }
  }

  static void words(ObjectNode schema, String name, List<String> words) {
    var allowed = property(schema, name, "string").putArray("enum");
    words.forEach(allowed::add);
  }

  /// Properties that are there, and may have nothing to say.
  static void nullable(ObjectNode schema, String... names) {
    for (String name : names) {
      ObjectNode property = (ObjectNode) schema.withObject("properties").required(name);
      String type = property.required("type").asText();
      property.putArray("type").add(type).add("null");
      if (property.path("enum") instanceof ArrayNode allowed) {
        allowed.addNull();
      }
    }
  }

  static void reference(ObjectNode schema, String name, String to) {
    schema.withObject("properties").putObject(name).put("$ref", "#/components/schemas/" + to);
  }

  static void list(ObjectNode schema, String name, String of) {
    property(schema, name, "array").putObject("items").put("$ref", "#/components/schemas/" + of);
  }
}
