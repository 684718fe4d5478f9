package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.odata.Compliances;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.store.PolicyStateSummary;
import io.fairlead.store.PolicyStateSummary.OfAssignment;
import io.fairlead.store.PolicyStateSummary.OfDefinition;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A summary of policy states as Azure shows it.
final class PolicyStateSummaries {
  /// The worst first: what several states come down to.
  private static final List<PolicyCompliance> WORST_FIRST =
      List.of(
          PolicyCompliance.NonCompliant,
          PolicyCompliance.Conflicting,
          PolicyCompliance.Unknown,
          PolicyCompliance.Compliant,
          PolicyCompliance.Exempt);

  private final ArmRequest request;

  private PolicyStateSummaries(ArmRequest request) {
    this.request = request;
  }

  /// @param offline how many of the clusters are offline now
  /// @param top the most assignments shown
  static ObjectNode of(
      ArmRequest request, PolicyStateSummary summary, long offline, OptionalLong top) {
    return new PolicyStateSummaries(request).body(summary, offline, top);
  }

  private ObjectNode body(PolicyStateSummary summary, long offline, OptionalLong top) {
    String context = PolicyStateQueries.context(request).replace("#latest", "#summary");
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("@odata.context", context);
    body.put("@odata.count", 1);
    ObjectNode value = body.putArray("value").addObject();
    value.putNull("@odata.id");
    value.put("@odata.context", context + "/$entity");
    List<PolicyCompliance> policies =
        summary.assignments().stream().map(OfAssignment::resources).map(Summed::worst).toList();
    List<PolicyCompliance> definitions =
        summary.assignments().stream()
            .flatMap(assignment -> assignment.definitions().stream())
            .map(OfDefinition::resources)
            .map(Summed::worst)
            .toList();
    value.set(
        "results",
        results(summary.resources(), definitions, policies, "").put("offlineClusters", offline));
    ArrayNode assignments = value.putArray("policyAssignments");
    summary.assignments().stream()
        .limit(top.orElse(Long.MAX_VALUE))
        .forEach(assignment -> assignments.add(assignment(assignment)));
    return body;
  }

  private ObjectNode assignment(OfAssignment assignment) {
    String filter = "policyAssignmentId eq " + quoted(assignment.assignment());
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("policyAssignmentId", assignment.assignment().toString());
    PolicyId initiative = assignment.initiative();
    node.put("policySetDefinitionId", initiative == null ? "" : initiative.toString());
    List<PolicyCompliance> policies =
        assignment.definitions().stream().map(OfDefinition::resources).map(Summed::worst).toList();
    node.set("results", results(assignment.resources(), policies, policies, filter));
    ArrayNode definitions = node.putArray("policyDefinitions");
    assignment.definitions().forEach(d -> definitions.add(definition(d, filter)));
    node.putArray("policyGroups");
    return node;
  }

  private ObjectNode definition(OfDefinition definition, String assignment) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("policyDefinitionId", definition.definition().toString());
    node.put("policyDefinitionReferenceId", definition.reference());
    node.putArray("policyDefinitionGroupNames");
    node.put("effect", definition.effect());
    String filter =
        assignment
            + " and policyDefinitionId eq "
            + quoted(definition.definition())
            + (definition.reference().isEmpty()
                ? ""
                : " and policyDefinitionReferenceId eq " + quoted(definition.reference()));
    node.set(
        "results",
        results(
            definition.resources(), null, List.of(Summed.worst(definition.resources())), filter));
    return node;
  }

  /// @param definitions the states of the definitions; null where there is but one
  /// @param policies the states of what is one level below
  /// @param filter what the states have in common; empty for nothing
  private ObjectNode results(
      Map<PolicyCompliance, Long> resources,
      @Nullable List<PolicyCompliance> definitions,
      List<PolicyCompliance> policies,
      String filter) {
    ObjectNode results = JsonNodeFactory.instance.objectNode();
    results.put("queryResultsUri", queryResultsUri(filter));
    results.put("nonCompliantResources", resources.getOrDefault(PolicyCompliance.NonCompliant, 0L));
    if (definitions == null) {
      results.putNull("nonCompliantPolicies");
    } else {
      results.put(
          "nonCompliantPolicies",
          definitions.stream().filter(PolicyCompliance.NonCompliant::equals).count());
    }
    results.set("resourceDetails", Summed.details(resources));
    results.set("policyDetails", Summed.details(Summed.count(policies)));
    results.putArray("policyGroupDetails");
    return results;
  }

  private String queryResultsUri(String filter) {
    String path = request.path();
    String own = request.query().value("$filter").orElse("");
    String both = own.isEmpty() || filter.isEmpty() ? own + filter : "(" + own + ") and " + filter;
    StringBuilder link =
        new StringBuilder(request.link(path.substring(0, path.lastIndexOf('/')) + "/queryResults"));
    for (String bound : List.of("$from", "$to")) {
      request.query().value(bound).ifPresent(time -> PolicyStateOptions.append(link, bound, time));
    }
    if (!both.isEmpty()) {
      PolicyStateOptions.append(link, "$filter", both);
    }
    return link.toString();
  }

  private static String quoted(Object text) {
    return "'" + text.toString().replace("'", "''") + "'";
  }

  /// Counts of states.
  private static final class Summed {
    private Summed() {}

    static PolicyCompliance worst(Map<PolicyCompliance, Long> counts) {
      return WORST_FIRST.stream()
          .filter(compliance -> counts.getOrDefault(compliance, 0L) > 0)
          .findFirst()
          .orElse(PolicyCompliance.Compliant);
    }

    static Map<PolicyCompliance, Long> count(List<PolicyCompliance> states) {
      Map<PolicyCompliance, Long> counts = new EnumMap<>(PolicyCompliance.class);
      states.forEach(state -> counts.merge(state, 1L, Long::sum));
      return counts;
    }

    /// All states, also those that there are none of; in lower case, as Azure has them here.
    static ArrayNode details(Map<PolicyCompliance, Long> counts) {
      ArrayNode details = JsonNodeFactory.instance.arrayNode();
      for (PolicyCompliance compliance : PolicyCompliance.values()) {
        details
            .addObject()
            .put("complianceState", Compliances.word(compliance).toLowerCase(Locale.ROOT))
            .put("count", counts.getOrDefault(compliance, 0L));
      }
      return details;
    }
  }
}
