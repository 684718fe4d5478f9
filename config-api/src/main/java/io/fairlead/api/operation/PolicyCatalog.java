package io.fairlead.api.operation;

import static io.fairlead.api.operation.Operation.Trait.Conditional;
import static io.fairlead.api.operation.Operation.Trait.Filtered;
import static io.fairlead.api.operation.Operation.Trait.Paged;
import static io.fairlead.api.operation.Operation.Trait.Static;
import static io.fairlead.api.operation.Operation.Trait.Tagged;

import io.fairlead.api.handler.BuiltInPolicies;
import io.fairlead.api.handler.Policies;
import io.fairlead.api.handler.PolicyReferencesCheck;
import io.fairlead.api.handler.Scopes;
import io.fairlead.api.operation.Operation.Response;
import io.fairlead.contract.id.PolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The part of the table of operations that is Azure Policy's.
final class PolicyCatalog {
  private static final String SUBSCRIPTION = "/subscriptions/{subscriptionId}";

  private final List<Operation> operations = new ArrayList<>();

  private PolicyCatalog() {}

  static List<Operation> of(Catalog.Stores stores, Scopes scopes) {
    var catalog = new PolicyCatalog();
    var references = new PolicyReferencesCheck(stores.policies());
    for (PolicyType type : List.of(PolicyType.DEFINITION, PolicyType.SET_DEFINITION)) {
      catalog.definitions(
          type,
          new Policies(type, Policies::subscription, stores.policies(), references, scopes),
          new BuiltInPolicies(type));
    }
    return catalog.operations;
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
    filtered(table, group + "_List", SUBSCRIPTION + list, body, policies::list);
    table.get(group + "_Get", SUBSCRIPTION + one, body, policies::get);
    Map<Integer, Response> answers =
        set
            ? Map.of(
                200, new Response("Replaced, or unchanged", body),
                201, new Response("Created", body))
            : Map.of(201, new Response("Created, replaced, or unchanged", body));
    table.add(
        group + "_CreateOrUpdate",
        Method.PUT,
        SUBSCRIPTION + one,
        "Creates or replaces a resource",
        body,
        answers,
        Set.of(Conditional, Tagged),
        policies::put);
    table.add(
        group + "_Delete",
        Method.DELETE,
        SUBSCRIPTION + one,
        "Deletes a resource that nothing references",
        null,
        Map.of(200, new Response("Deleted", null), 204, new Response("There was none", null)),
        Set.of(Conditional),
        policies::delete);
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

  private static void filtered(Rows table, String id, String path, String body, Handler handler) {
    table.add(
        id,
        Method.GET,
        path,
        "Lists resources, page by page",
        null,
        Map.of(200, new Response("A page", body + "List")),
        Set.of(Paged, Filtered),
        handler);
  }
}
