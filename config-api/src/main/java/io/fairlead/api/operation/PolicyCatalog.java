package io.fairlead.api.operation;

import static io.fairlead.api.operation.Operation.Trait.Conditional;
import static io.fairlead.api.operation.Operation.Trait.Filtered;
import static io.fairlead.api.operation.Operation.Trait.Narrowed;
import static io.fairlead.api.operation.Operation.Trait.Paged;
import static io.fairlead.api.operation.Operation.Trait.Static;
import static io.fairlead.api.operation.Operation.Trait.Tagged;

import io.fairlead.api.access.Access;
import io.fairlead.api.handler.BuiltInPolicies;
import io.fairlead.api.handler.ClusterType;
import io.fairlead.api.handler.Policies;
import io.fairlead.api.handler.PolicyReferencesCheck;
import io.fairlead.api.handler.PolicyStateScope;
import io.fairlead.api.handler.Previews;
import io.fairlead.api.handler.Scopes;
import io.fairlead.api.operation.Operation.Response;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The part of the table of operations that is Azure Policy's.
final class PolicyCatalog {
  private static final String SUBSCRIPTION = "/subscriptions/{subscriptionId}";
  private static final String GROUP = SUBSCRIPTION + "/resourceGroups/{resourceGroupName}";

  private final List<Operation> operations = new ArrayList<>();

  private final Access access;

  private PolicyCatalog(Access access) {
    this.access = access;
  }

  static List<Operation> of(
      Catalog.Stores stores, Access access, Scopes scopes, Previews.Shared previews) {
    var catalog = new PolicyCatalog(access);
    var references = new PolicyReferencesCheck(stores.policies(), previews.pool());
    catalog.previews(stores, scopes, references, previews);
    for (PolicyType type : List.of(PolicyType.DEFINITION, PolicyType.SET_DEFINITION)) {
      catalog.definitions(
          type,
          catalog.policies(type, Policies::subscription, stores, references, scopes),
          new BuiltInPolicies(type));
    }
    for (PolicyType type : List.of(PolicyType.ASSIGNMENT, PolicyType.EXEMPTION)) {
      catalog.atScope(
          "Subscriptions",
          SUBSCRIPTION,
          catalog.policies(type, Policies::subscription, stores, references, scopes));
      catalog.atScope(
          "ResourceGroups",
          GROUP,
          catalog.policies(type, Policies::resourceGroup, stores, references, scopes));
      for (ClusterType cluster : ClusterType.values()) {
        catalog.atScope(
            cluster.name(),
            GROUP + "/providers/" + cluster.type() + "/{clusterName}",
            catalog.policies(
                type, request -> Policies.cluster(cluster, request), stores, references, scopes));
      }
    }
    return catalog.operations;
  }

  private void previews(
      Catalog.Stores stores,
      Scopes scopes,
      PolicyReferencesCheck references,
      Previews.Shared previews) {
    preview(
        "Subscriptions",
        SUBSCRIPTION,
        Policies::subscription,
        stores,
        scopes,
        references,
        previews);
    preview("ResourceGroups", GROUP, Policies::resourceGroup, stores, scopes, references, previews);
    for (ClusterType cluster : ClusterType.values()) {
      preview(
          cluster.name(),
          GROUP + "/providers/" + cluster.type() + "/{clusterName}",
          request -> Policies.cluster(cluster, request),
          stores,
          scopes,
          references,
          previews);
    }
  }

  private void preview(
      String prefix,
      String path,
      Function<ArmRequest, PolicyScope> scope,
      Catalog.Stores stores,
      Scopes scopes,
      PolicyReferencesCheck references,
      Previews.Shared parts) {
    var resources =
        new PolicyStateScope(
            PolicyStateScope.scope(scope),
            scopes,
            stores.clusters(),
            stores.configurations(),
            stores.policies());
    var previews = new Previews(scope, stores.policies(), references, resources, parts);
    new Rows(operations, "PolicyAssignments", ApiVersions.POLICY_ASSIGNMENTS)
        .add(
            prefix + "_PolicyAssignments_Preview",
            Method.POST,
            path + "/providers/" + PolicyType.ASSIGNMENT.fullName() + "/{policyName}/preview",
            "Says what an assignment would do to each cluster, and changes nothing",
            "PolicyAssignment",
            Map.of(200, new Response("A page", "PolicyAssignmentPreview")),
            Set.of(Paged),
            previews::preview);
  }

  private Policies policies(
      PolicyType type,
      Function<ArmRequest, PolicyScope> scope,
      Catalog.Stores stores,
      PolicyReferencesCheck references,
      Scopes scopes) {
    return new Policies(
        type, scope, stores.policies(), references, scopes, stores.clusters(), access);
  }

  private void atScope(String prefix, String scope, Policies policies) {
    boolean assignment = policies.type() == PolicyType.ASSIGNMENT;
    String group = assignment ? "PolicyAssignments" : "PolicyExemptions";
    String body = assignment ? "PolicyAssignment" : "PolicyExemption";
    var table =
        new Rows(
            operations,
            group,
            assignment ? ApiVersions.POLICY_ASSIGNMENTS : ApiVersions.POLICY_EXEMPTIONS);
    String list = scope + "/providers/" + policies.type().fullName();
    String one = list + "/{policyName}";
    String id = prefix + "_" + group;
    table.list(id + "_List", list, body, Set.of(Paged, Filtered, Narrowed), policies::list);
    table.get(id + "_Get", one, body, policies::get);
    put(table, id + (assignment ? "_Create" : "_CreateOrUpdate"), one, body, policies);
    table.add(
        id + "_Update",
        Method.PATCH,
        one,
        "Changes a part of a resource: merge patch, null removes",
        body + "Patch",
        Map.of(200, new Response("Changed, or unchanged", body)),
        Set.of(Conditional, Tagged),
        policies::patch);
    delete(table, id + "_Delete", one, policies);
  }

  private void definitions(PolicyType type, Policies policies, BuiltInPolicies builtIn) {
    boolean set = type == PolicyType.SET_DEFINITION;
    String group = set ? "PolicySetDefinitions" : "PolicyDefinitions";
    String body = set ? "PolicySetDefinition" : "PolicyDefinition";
    var table =
        new Rows(
            operations,
            group,
            set ? ApiVersions.POLICY_SET_DEFINITIONS : ApiVersions.POLICY_DEFINITIONS);
    String list = "/providers/" + type.fullName();
    String one = list + "/{policyName}";
    table.list(group + "_List", SUBSCRIPTION + list, body, Set.of(Paged, Filtered), policies::list);
    table.get(group + "_Get", SUBSCRIPTION + one, body, policies::get);
    put(table, group + "_CreateOrUpdate", SUBSCRIPTION + one, body, policies);
    delete(table, group + "_Delete", SUBSCRIPTION + one, policies);
    table.add(
        group + "_ListBuiltIn",
        Method.GET,
        list,
        "Lists the built-in ones, of which there are none",
        null,
        Map.of(200, new Response("An empty list", body + "List")),
        Set.of(Paged, Filtered, Static),
        builtIn::list);
    table.add(
        group + "_GetBuiltIn",
        Method.GET,
        one,
        "Reads a built-in one, of which there are none: always 404",
        null,
        Map.of(404, new Response("There are none", "ErrorResponse")),
        Set.of(Static),
        builtIn::get);
  }

  private static void put(Rows table, String id, String path, String body, Policies policies) {
    Map<Integer, Response> answers =
        switch (policies.type()) {
          case DEFINITION, ASSIGNMENT ->
              Map.of(201, new Response("Created, replaced, or unchanged", body));
          case SET_DEFINITION, EXEMPTION ->
              Map.of(
                  200, new Response("Replaced, or unchanged", body),
                  201, new Response("Created", body));
        };
    table.add(
        id,
        Method.PUT,
        path,
        "Creates or replaces a resource",
        body,
        answers,
        Set.of(Conditional, Tagged),
        policies::put);
  }

  private static void delete(Rows table, String id, String path, Policies policies) {
    table.add(
        id,
        Method.DELETE,
        path,
        "Deletes a resource that nothing references",
        null,
        Map.of(
            200,
            new Response(
                "Deleted", policies.type() == PolicyType.ASSIGNMENT ? "PolicyAssignment" : null),
            204,
            new Response("There was none", null)),
        Set.of(Conditional),
        policies::delete);
  }
}
