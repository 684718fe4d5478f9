package io.fairlead.api.operation;

import static io.fairlead.api.operation.Operation.Trait.Filtered;
import static io.fairlead.api.operation.Operation.Trait.Paged;
import static io.fairlead.api.operation.Operation.Trait.Static;

import io.fairlead.api.access.Access;
import io.fairlead.api.handler.AssignedRoleTasks;
import io.fairlead.api.handler.ClusterType;
import io.fairlead.api.handler.ConfigurationType;
import io.fairlead.api.handler.RoleDefinitions;
import io.fairlead.api.operation.Operation.Response;
import io.fairlead.store.RoleAssignments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The part of the table of operations that says who may do what.
final class RoleCatalog {
  private static final String SUBSCRIPTION = "/subscriptions/{subscriptionId}";
  private static final String GROUP = SUBSCRIPTION + "/resourceGroups/{resourceGroupName}";
  private static final String PROVIDER = "/providers/Microsoft.Authorization/";

  private final List<Operation> operations = new ArrayList<>();
  private final AssignedRoleTasks assignments;
  private final RoleDefinitions definitions = new RoleDefinitions();

  private RoleCatalog(RoleAssignments store, Access access) {
    this.assignments = new AssignedRoleTasks(store, access);
  }

  static List<Operation> of(RoleAssignments store, Access access) {
    var catalog = new RoleCatalog(store, access);
    catalog.definitions("", "");
    catalog.atScope("Subscriptions_", SUBSCRIPTION);
    catalog.atScope("ResourceGroups_", GROUP);
    for (ClusterType type : ClusterType.values()) {
      String cluster = GROUP + "/providers/" + type.type() + "/{clusterName}";
      catalog.atScope(type.name() + "_", cluster);
      for (ConfigurationType kind : ConfigurationType.values()) {
        catalog.atScope(
            type.name() + "_" + kind.name() + "_",
            cluster + "/providers/" + kind.type() + "/{configurationName}");
      }
    }
    return catalog.operations;
  }

  private void atScope(String prefix, String scope) {
    definitions(prefix, scope);
    var table = new Rows(operations, "RoleAssignments", ApiVersions.ROLE_ASSIGNMENTS);
    String list = scope + PROVIDER + "roleAssignments";
    String one = list + "/{roleAssignmentName}";
    String id = prefix + "RoleAssignments_";
    String body = "RoleAssignment";
    table.list(id + "List", list, body, Set.of(Paged, Filtered), assignments::list);
    table.add(
        id + "Get",
        Method.GET,
        one,
        "Reads a role assignment",
        null,
        Map.of(200, new Response("The role assignment", body)),
        Set.of(),
        assignments::get);
    table.put(id + "Create", one, body, Set.of(), assignments::put);
    table.add(
        id + "Delete",
        Method.DELETE,
        one,
        "Deletes a role assignment",
        null,
        Map.of(200, new Response("Deleted", body), 204, new Response("There was none", null)),
        Set.of(),
        assignments::delete);
  }

  private void definitions(String prefix, String scope) {
    var table = new Rows(operations, "RoleDefinitions", ApiVersions.ROLE_DEFINITIONS);
    String list = scope + PROVIDER + "roleDefinitions";
    table.list(
        prefix + "RoleDefinitions_List",
        list,
        "RoleDefinition",
        Set.of(Filtered, Static),
        definitions::list);
    table.add(
        prefix + "RoleDefinitions_Get",
        Method.GET,
        list + "/{roleDefinitionId}",
        "Reads a role",
        null,
        Map.of(200, new Response("The role", "RoleDefinition")),
        Set.of(Static),
        definitions::get);
  }
}
