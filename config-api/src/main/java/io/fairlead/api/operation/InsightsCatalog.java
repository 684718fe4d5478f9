package io.fairlead.api.operation;

import static io.fairlead.api.operation.Operation.Trait.Paged;
import static io.fairlead.api.operation.Operation.Trait.Queried;
import static io.fairlead.api.operation.Operation.Trait.Static;

import io.fairlead.api.handler.ClusterType;
import io.fairlead.api.handler.ConfigurationType;
import io.fairlead.api.handler.Evaluations;
import io.fairlead.api.handler.Policies;
import io.fairlead.api.handler.PolicyStateQueries;
import io.fairlead.api.handler.PolicyStateScope;
import io.fairlead.api.handler.RemediationTasks;
import io.fairlead.api.handler.Scopes;
import io.fairlead.api.operation.Operation.Response;
import io.fairlead.api.policy.PolicySnapshots;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.store.PolicyStateQuery.Of;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The part of the table of operations that says how resources stand to policies.
final class InsightsCatalog {
  private static final String SUBSCRIPTION = "/subscriptions/{subscriptionId}";
  private static final String GROUP = SUBSCRIPTION + "/resourceGroups/{resourceGroupName}";
  private static final String STATES = "/providers/Microsoft.PolicyInsights/policyStates/";

  private final List<Operation> operations = new ArrayList<>();
  private final Catalog.Stores stores;
  private final Scopes scopes;
  private final PolicySnapshots snapshots;

  private InsightsCatalog(Catalog.Stores stores, Scopes scopes, PolicySnapshots snapshots) {
    this.stores = stores;
    this.scopes = scopes;
    this.snapshots = snapshots;
  }

  static List<Operation> of(Catalog.Stores stores, Scopes scopes, PolicySnapshots snapshots) {
    var catalog = new InsightsCatalog(stores, scopes, snapshots);
    catalog.atScope("Subscriptions", SUBSCRIPTION, Policies::subscription);
    catalog.evaluation("Subscriptions", SUBSCRIPTION, Policies::subscription);
    catalog.atScope("ResourceGroups", GROUP, Policies::resourceGroup);
    catalog.evaluation("ResourceGroups", GROUP, Policies::resourceGroup);
    for (ClusterType type : ClusterType.values()) {
      String cluster = GROUP + "/providers/" + type.type() + "/{clusterName}";
      catalog.atScope(type.name(), cluster, request -> Policies.cluster(type, request));
      for (ConfigurationType kind : ConfigurationType.values()) {
        catalog.states(
            type.name() + "_" + kind.name(),
            cluster + "/providers/" + kind.type() + "/{configurationName}",
            PolicyStateScope.configuration(type, kind));
      }
    }
    for (PolicyType type : List.of(PolicyType.DEFINITION, PolicyType.SET_DEFINITION)) {
      catalog.ofPolicy("Subscriptions", SUBSCRIPTION, type, Policies::subscription);
    }
    return catalog.operations;
  }

  private void atScope(String id, String path, Function<ArmRequest, PolicyScope> scope) {
    states(id, path, PolicyStateScope.scope(scope));
    remediations(id, path, scope);
    ofPolicy(id, path, PolicyType.ASSIGNMENT, scope);
  }

  private void evaluation(String id, String path, Function<ArmRequest, PolicyScope> scope) {
    var evaluations = new Evaluations(resources(PolicyStateScope.scope(scope)));
    var table = new Rows(operations, "PolicyStates", ApiVersions.POLICY_STATES);
    table.add(
        id + "_PolicyStates_TriggerEvaluation",
        Method.POST,
        path + STATES + "latest/triggerEvaluation",
        "Answers where to ask for the end of an evaluation; policies are evaluated all the time",
        null,
        Map.of(202, new Response("Asked for", null)),
        Set.of(),
        evaluations::trigger);
    table.add(
        id + "_PolicyStates_EvaluationResult",
        Method.GET,
        path + "/providers/Microsoft.PolicyInsights/asyncOperationResults/{operationId}",
        "Says that an evaluation has ended",
        null,
        Map.of(200, new Response("It has", "OperationStatus")),
        Set.of(Static),
        evaluations::result);
  }

  private void remediations(String id, String path, Function<ArmRequest, PolicyScope> scope) {
    var tasks =
        new RemediationTasks(
            scope, resources(PolicyStateScope.scope(scope)), stores.remediations());
    var table = new Rows(operations, "Remediations", ApiVersions.REMEDIATIONS);
    String list = path + "/providers/Microsoft.PolicyInsights/remediations";
    String one = list + "/{policyName}";
    String prefix = id + "_Remediations_";
    var shown = Map.of(200, new Response("The remediation", "Remediation"));
    var deployments = Map.of(200, new Response("A page", "RemediationDeploymentList"));
    table.list(prefix + "List", list, "Remediation", tasks::list);
    table.add(
        prefix + "Get", Method.GET, one, "Reads a resource", null, shown, Set.of(), tasks::get);
    table.put(prefix + "CreateOrUpdate", one, "Remediation", Set.of(), tasks::put);
    table.add(
        prefix + "Delete",
        Method.DELETE,
        one,
        "Deletes a remediation; what policies deploy is put right all the same",
        null,
        Map.of(
            200, new Response("Deleted", "Remediation"), 204, new Response("There was none", null)),
        Set.of(),
        tasks::delete);
    table.add(
        prefix + "Cancel",
        Method.POST,
        one + "/cancel",
        "Notes that a remediation is no longer wanted",
        null,
        shown,
        Set.of(),
        tasks::cancel);
    for (Method method : List.of(Method.POST, Method.GET)) {
      table.add(
          prefix + "ListDeployments" + (method == Method.POST ? "" : "Next"),
          method,
          one + "/listDeployments",
          "Lists what a remediation is about, page by page",
          null,
          deployments,
          Set.of(Paged),
          tasks::deployments);
    }
  }

  private PolicyStateScope resources(Function<ArmRequest, Of> of) {
    return new PolicyStateScope(
        of, scopes, stores.clusters(), stores.configurations(), stores.policies());
  }

  private void ofPolicy(
      String id, String path, PolicyType type, Function<ArmRequest, PolicyScope> scope) {
    states(
        id + "_" + type.typeName(),
        path + "/providers/" + type.fullName() + "/{policyName}",
        PolicyStateScope.policy(type, scope));
  }

  private void states(String id, String path, Function<ArmRequest, Of> of) {
    var queries =
        new PolicyStateQueries(resources(of), stores.policyStates(), stores.fleet(), snapshots);
    var table = new Rows(operations, "PolicyStates", ApiVersions.POLICY_STATES);
    String results = path + STATES + "{policyStatesResource}/queryResults";
    var page = Map.of(200, new Response("A page", "PolicyStateList"));
    table.add(
        id + "_PolicyStates_ListQueryResults",
        Method.POST,
        results,
        "Asks how resources stand to policies",
        null,
        page,
        Set.of(Queried),
        queries::queryResults);
    table.add(
        id + "_PolicyStates_ListQueryResultsNext",
        Method.GET,
        results,
        "Reads the page that another one links to",
        null,
        page,
        Set.of(Queried),
        queries::queryResults);
    table.add(
        id + "_PolicyStates_Summarize",
        Method.POST,
        path + STATES + "latest/summarize",
        "Counts how resources stand to policies",
        null,
        Map.of(200, new Response("The counts", "PolicyStateSummary")),
        Set.of(Queried),
        queries::summarize);
  }
}
