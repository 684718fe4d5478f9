package io.fairlead.api.operation;

import static io.fairlead.api.operation.Operation.Trait.Conditional;
import static io.fairlead.api.operation.Operation.Trait.Filtered;
import static io.fairlead.api.operation.Operation.Trait.Forcible;
import static io.fairlead.api.operation.Operation.Trait.LongRunning;
import static io.fairlead.api.operation.Operation.Trait.Narrowed;
import static io.fairlead.api.operation.Operation.Trait.Paged;
import static io.fairlead.api.operation.Operation.Trait.Selected;
import static io.fairlead.api.operation.Operation.Trait.Static;
import static io.fairlead.api.operation.Operation.Trait.Tagged;

import io.fairlead.api.access.Access;
import io.fairlead.api.handler.ActivityLog;
import io.fairlead.api.handler.ClusterType;
import io.fairlead.api.handler.Clusters;
import io.fairlead.api.handler.ConfigurationType;
import io.fairlead.api.handler.Configurations;
import io.fairlead.api.handler.DeploymentRules;
import io.fairlead.api.handler.OperationStatuses;
import io.fairlead.api.handler.Previews;
import io.fairlead.api.handler.ProviderOperations;
import io.fairlead.api.handler.Scopes;
import io.fairlead.api.handler.Views;
import io.fairlead.api.operation.Operation.Response;
import io.fairlead.api.policy.DenyCheck;
import io.fairlead.api.policy.PolicySnapshots;
import io.fairlead.api.preview.WriteRules;
import io.fairlead.api.work.EvaluationPool;
import io.fairlead.api.work.PagePool;
import io.fairlead.store.ClusterStore;
import io.fairlead.store.ConfigurationStore;
import io.fairlead.store.FleetView;
import io.fairlead.store.Operations;
import io.fairlead.store.PolicyStates;
import io.fairlead.store.PolicyStore;
import io.fairlead.store.Remediations;
import io.fairlead.store.RoleAssignments;
import io.fairlead.store.ScopeStore;
import io.fairlead.store.audit.AuditLog;
import io.fairlead.store.secret.SecretHandover;
import io.fairlead.store.secret.SecretProvider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/// The table of all operations.
public final class Catalog {
  private static final String SUBSCRIPTION = "/subscriptions/{subscriptionId}";
  private static final String GROUPS = SUBSCRIPTION + "/resourceGroups";
  private static final String GROUP = GROUPS + "/{resourceGroupName}";
  private static final String CONFIGURATION = "/providers/Microsoft.KubernetesConfiguration/";

  /// Each keeps a processor and the database busy.
  private static final int MOST_PREVIEWS = 2;

  /// Well within the time that requests have. Nobody looks at it while the database is asked: where
  /// that is slow, a preview ends with the time of its request.
  private static final Duration PREVIEW_BUDGET = Duration.ofSeconds(8);

  private final List<Operation> rows = new ArrayList<>();

  private Catalog() {}

  /// What the operations work on.
  public record Stores(
      RoleAssignments roles,
      ScopeStore scopes,
      ClusterStore clusters,
      ConfigurationStore configurations,
      PolicyStore policies,
      PolicyStates policyStates,
      FleetView fleet,
      Remediations remediations,
      Operations operations,
      AuditLog auditLog,
      SecretProvider secrets,
      SecretHandover handover) {}

  /// The whole table.
  ///
  /// @param access decides what handlers ask beyond what their operations need
  /// @param snapshots the policies
  /// @param pool where policies are evaluated
  /// @param pages where lists of what may be large are opened and written
  public static List<Operation> of(
      Stores stores,
      Access access,
      PolicySnapshots snapshots,
      EvaluationPool pool,
      PagePool pages,
      InstantSource clock) {
    var catalog = new Catalog();
    var views = new Views(clock);
    var scopes = new Scopes(stores.scopes());
    var deny = new DenyCheck(snapshots, pool, clock);
    catalog.providers();
    catalog.scopes(scopes);
    for (ClusterType type : ClusterType.values()) {
      catalog.clusters(type, new Clusters(type, stores.clusters(), scopes, deny, views));
      for (ConfigurationType kind : ConfigurationType.values()) {
        catalog.configurations(
            type,
            kind,
            new Configurations(
                type, kind, stores.configurations(), stores.clusters(), deny, views, pages));
      }
      catalog.statuses(
          type,
          new OperationStatuses(
              type, stores.operations(), stores.configurations(), stores.clusters(), pages, clock));
    }
    catalog.rows.addAll(
        PolicyCatalog.of(
            stores,
            access,
            scopes,
            new Previews.Shared(
                stores.fleet(),
                snapshots,
                pool,
                new WriteRules(new DeploymentRules(), stores.secrets(), stores.handover()),
                new Semaphore(MOST_PREVIEWS),
                PREVIEW_BUDGET,
                clock)));
    catalog.rows.addAll(InsightsCatalog.of(stores, scopes, snapshots));
    catalog.rows.addAll(RoleCatalog.of(stores.roles(), access));
    catalog.activityLog(new ActivityLog(stores.auditLog(), scopes));
    return List.copyOf(catalog.rows);
  }

  private void providers() {
    provider("Kubernetes", ApiVersions.KUBERNETES_OPERATIONS, ProviderOperations.KUBERNETES);
    provider(
        "KubernetesConfiguration",
        ApiVersions.CONFIGURATION_OPERATIONS,
        ProviderOperations.CONFIGURATION);
    provider(
        "ContainerService",
        ApiVersions.CONTAINER_SERVICE_OPERATIONS,
        ProviderOperations.CONTAINER_SERVICE);
    provider(
        "Authorization", ApiVersions.AUTHORIZATION_OPERATIONS, ProviderOperations.AUTHORIZATION);
    provider("PolicyInsights", ApiVersions.INSIGHTS_OPERATIONS, ProviderOperations.INSIGHTS);
    provider("Insights", ApiVersions.ACTIVITY_LOG, ProviderOperations.ACTIVITY_LOG);
  }

  private void provider(String id, ApiVersions versions, ProviderOperations provider) {
    new Rows(rows, "Operations", versions)
        .add(
            id + "Operations_List",
            Method.GET,
            "/providers/" + provider.provider() + "/operations",
            "Lists the operations of the provider " + provider.provider(),
            null,
            Map.of(200, new Response("The operations", "ProviderOperationList")),
            Set.of(Static),
            provider::list);
  }

  private void scopes(Scopes scopes) {
    var subscriptions = new Rows(rows, "Subscriptions", ApiVersions.RESOURCES);
    subscriptions.narrowedList(
        "Subscriptions_List", "/subscriptions", "Subscription", scopes::subscriptions);
    subscriptions.add(
        "Subscriptions_Get",
        Method.GET,
        SUBSCRIPTION,
        "Reads a subscription",
        null,
        Map.of(200, new Response("The subscription", "Subscription")),
        Set.of(),
        scopes::subscription);
    var groups = new Rows(rows, "ResourceGroups", ApiVersions.RESOURCES);
    groups.narrowedList("ResourceGroups_List", GROUPS, "ResourceGroup", scopes::resourceGroups);
    groups.get("ResourceGroups_Get", GROUP, "ResourceGroup", scopes::resourceGroup);
    groups.put(
        "ResourceGroups_CreateOrUpdate",
        GROUP,
        "ResourceGroup",
        Set.of(Conditional, Tagged),
        scopes::putResourceGroup);
  }

  private void clusters(ClusterType type, Clusters clusters) {
    var versions =
        switch (type) {
          case ConnectedClusters -> ApiVersions.CONNECTED_CLUSTERS;
          case ManagedClusters -> ApiVersions.MANAGED_CLUSTERS;
        };
    var table = new Rows(rows, type.name(), versions);
    String list = "/providers/" + type.type();
    String one = GROUP + list + "/{clusterName}";
    String body = "ConnectedCluster";
    table.narrowedList(
        type + "_ListBySubscription", SUBSCRIPTION + list, body, clusters::listBySubscription);
    table.narrowedList(
        type + "_ListByResourceGroup", GROUP + list, body, clusters::listByResourceGroup);
    table.get(type + "_Get", one, body, clusters::get);
    table.put(type + "_Create", one, body, Set.of(Conditional, Tagged), clusters::put);
    table.add(
        type + "_Update",
        Method.PATCH,
        one,
        "Changes a part of a resource: merge patch, null removes",
        body + "Patch",
        Map.of(200, new Response("Changed, or unchanged", body)),
        Set.of(Conditional, Tagged),
        clusters::patch);
    table.add(
        type + "_Delete",
        Method.DELETE,
        one,
        "Deletes a cluster and all its configurations",
        null,
        Map.of(200, new Response("Deleted", null), 204, new Response("There was none", null)),
        Set.of(Conditional),
        clusters::delete);
  }

  private void configurations(
      ClusterType cluster, ConfigurationType type, Configurations configurations) {
    boolean flux = type == ConfigurationType.FluxConfigurations;
    var table =
        new Rows(
            rows,
            type.name(),
            flux ? ApiVersions.FLUX_CONFIGURATIONS : ApiVersions.SOURCE_CONTROL_CONFIGURATIONS);
    String list = cluster(cluster) + "/providers/" + type.type();
    String one = list + "/{configurationName}";
    String body = flux ? "FluxConfiguration" : "SourceControlConfiguration";
    String prefix = cluster + "_" + type;
    table.narrowedList(prefix + "_List", list, body, configurations::list);
    table.get(prefix + "_Get", one, body, configurations::get);
    table.put(
        prefix + "_CreateOrUpdate",
        one,
        body,
        flux ? Set.of(Conditional, Tagged, LongRunning) : Set.of(Conditional, Tagged),
        configurations::put);
    if (flux) {
      table.add(
          prefix + "_Update",
          Method.PATCH,
          one,
          "Changes a part of a resource: merge patch, null removes",
          body + "Patch",
          Map.of(200, new Response("Nothing changed", body), 202, new Response("Changed", body)),
          Set.of(Conditional, Tagged, LongRunning),
          configurations::patch);
    }
    var responses =
        new TreeMap<>(
            Map.of(
                200,
                new Response(flux ? "Gone" : "Deleted; the clean-up follows", null),
                204,
                new Response("There was none", null)));
    if (flux) {
      responses.put(202, new Response("Being deleted: its cluster has to confirm", null));
    }
    table.add(
        prefix + "_Delete",
        Method.DELETE,
        one,
        "Deletes a configuration",
        null,
        responses,
        flux ? Set.of(Conditional, LongRunning, Forcible) : Set.of(Conditional, Forcible),
        configurations::delete);
  }

  private void statuses(ClusterType cluster, OperationStatuses statuses) {
    var table = new Rows(rows, "OperationStatuses", ApiVersions.FLUX_CONFIGURATIONS);
    table.add(
        cluster + "_FluxConfigOperationStatus_Get",
        Method.GET,
        cluster(cluster)
            + CONFIGURATION
            + "fluxConfigurations/{configurationName}/operations/{operationId}",
        "Reads the status of a long-running operation",
        null,
        Map.of(200, new Response("The status", "OperationStatus")),
        Set.of(),
        statuses::get);
    new Rows(rows, "OperationStatuses", ApiVersions.CONFIGURATION_OPERATIONS)
        .list(
            cluster + "_OperationStatus_List",
            cluster(cluster) + CONFIGURATION + "operations",
            "OperationStatus",
            statuses::list);
  }

  private void activityLog(ActivityLog log) {
    new Rows(rows, "ActivityLogs", ApiVersions.ACTIVITY_LOG)
        .list(
            "ActivityLogs_List",
            SUBSCRIPTION + "/providers/Microsoft.Insights/eventtypes/management/values",
            "EventData",
            Set.of(Paged, Filtered, Selected, Narrowed),
            log::list);
  }

  private static String cluster(ClusterType type) {
    return GROUP + "/providers/" + type.type() + "/{clusterName}";
  }
}
