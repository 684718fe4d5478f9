package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTERS;
import static io.fairlead.api.support.ApiUnderTest.FLUX;
import static io.fairlead.api.support.ApiUnderTest.GROUP;
import static io.fairlead.api.support.ApiUnderTest.SOURCE_CONTROL;
import static io.fairlead.api.support.ApiUnderTest.SUBSCRIPTION;
import static io.fairlead.api.support.ApiUnderTest.cluster;
import static io.fairlead.api.support.ApiUnderTest.flux;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.operation.Method;
import io.fairlead.api.operation.Operation;
import io.fairlead.api.operation.Operation.Trait;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Call;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.RealStore;
import io.fairlead.api.support.TestTokens;
import io.fairlead.embedded.Backing;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every operation, by every role, held at the very scope, at one above, beside it and elsewhere.
/// What is expected stands in tables here. Whoever may do something gets what an administrator
/// gets; no request changes anything, so that all can be asked in any order.
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessMatrixTest {
  private static final String OTHER = "99999999-8888-7777-6666-555555555555";
  private static final int AT_A_TIME = 16;

  /// Kinds of operations, by what they are called.
  private enum Kind {
    OPEN(
        "(\\w+Operations_List|(Policy(Set)?|Role)Definitions_(ListBuiltIn|GetBuiltIn)"
            + "|RoleDefinitions_(List|Get))"),
    ROLE_CHANGE(".*_RoleAssignments_(Create|Delete)"),
    POLICY_CHANGE(
        "(.*_)?Policy(Set)?(Definitions|Assignments|Exemptions)_(Create|CreateOrUpdate|Update|Delete)"),
    PREVIEW(".*_PolicyAssignments_Preview"),
    AUTHORIZATION_READ(
        "(.*_)?(Policy(Set)?Definitions|PolicyAssignments|PolicyExemptions)_(List|Get)"
            + "|.*_(RoleAssignments|RoleDefinitions)_(List|Get)"),
    INSIGHTS_CHANGE(
        ".*_(Remediations_(CreateOrUpdate|Delete|Cancel)|PolicyStates_TriggerEvaluation)"),
    INSIGHTS_READ(
        ".*_(Remediations_(List|Get|ListDeployments|ListDeploymentsNext)"
            + "|PolicyStates_(ListQueryResults|ListQueryResultsNext|Summarize|EvaluationResult))"),
    CONFIGURATION_CHANGE(
        "\\w+Clusters_(Flux|SourceControl)Configurations_(CreateOrUpdate|Update|Delete)"),
    CONFIGURATION_READ(
        "\\w+Clusters_((Flux|SourceControl)Configurations_(List|Get)"
            + "|FluxConfigOperationStatus_Get|OperationStatus_List)"),
    SCOPE_READ("(Subscriptions|ResourceGroups)_(List|Get)"),
    GROUP_CHANGE("ResourceGroups_CreateOrUpdate"),
    CONNECTED_WRITE("ConnectedClusters_(Create|Update)"),
    MANAGED_WRITE("ManagedClusters_(Create|Update)"),
    CLUSTER_DELETE("(Connected|Managed)Clusters_Delete"),
    CONNECTED_READ("ConnectedClusters_(Get|ListBy\\w+)"),
    MANAGED_READ("ManagedClusters_(Get|ListBy\\w+)");

    private final Pattern ids;

    Kind(String ids) {
      this.ids = Pattern.compile(ids);
    }

    static Kind of(Operation operation) {
      List<Kind> kinds = new ArrayList<>();
      for (Kind kind : values()) {
        if (kind.ids.matcher(operation.id()).matches()) {
          kinds.add(kind);
        }
      }
      assertThat(kinds).as(operation.id()).hasSize(1);
      return kinds.getFirst();
    }
  }

  private static final Set<Kind> READS =
      EnumSet.of(
          Kind.OPEN,
          Kind.AUTHORIZATION_READ,
          Kind.INSIGHTS_READ,
          Kind.CONFIGURATION_READ,
          Kind.SCOPE_READ,
          Kind.CONNECTED_READ,
          Kind.MANAGED_READ);

  /// What each role may do.
  private enum Role {
    OWNER("Owner", EnumSet.allOf(Kind.class)),
    CONTRIBUTOR(
        "Contributor", EnumSet.complementOf(EnumSet.of(Kind.ROLE_CHANGE, Kind.POLICY_CHANGE))),
    READER("Reader", READS),
    USER_ACCESS_ADMINISTRATOR(
        "User Access Administrator",
        and(READS, Kind.ROLE_CHANGE, Kind.POLICY_CHANGE, Kind.PREVIEW)),
    RESOURCE_POLICY_CONTRIBUTOR(
        "Resource Policy Contributor",
        and(READS, Kind.POLICY_CHANGE, Kind.PREVIEW, Kind.INSIGHTS_CHANGE)),
    ARC_ONBOARDING(
        "Kubernetes Cluster - Azure Arc Onboarding",
        EnumSet.of(
            Kind.OPEN,
            Kind.AUTHORIZATION_READ,
            Kind.SCOPE_READ,
            Kind.CONNECTED_READ,
            Kind.CONNECTED_WRITE));

    private final String title;
    private final Set<Kind> may;

    Role(String title, Set<Kind> may) {
      this.title = title;
      this.may = may;
    }
  }

  private static Set<Kind> and(Set<Kind> some, Kind... more) {
    Set<Kind> all = EnumSet.copyOf(some);
    all.addAll(List.of(more));
    return all;
  }

  /// Where a role is held, seen from what is asked for.
  private enum Place {
    OWN,
    INHERITED,
    SIBLING,
    FOREIGN
  }

  private final RealStore store = new RealStore(Backing.shared().newDatabase());
  private final ApiUnderTest api = store.api();
  private final Map<String, String> administrators = new HashMap<>();

  @BeforeAll
  void fill() {
    String managed = "Microsoft.ContainerService/managedClusters";
    for (String type : List.of("Microsoft.Kubernetes/connectedClusters", managed)) {
      String as = "Microsoft.Kubernetes/connectedClusters";
      create(CLUSTERS.replace(as, type) + "/ship", cluster());
      create(FLUX.replace(as, type) + "/baseline", flux("main"));
      create(
          SOURCE_CONTROL.replace(as, type) + "/baseline",
          "{\"properties\": {\"repositoryUrl\": \"https://git.example.com/x\"}}");
    }
    for (Operation operation : api.operations()) {
      administrators.put(operation.id(), told(call(operation).send()));
    }
  }

  private void create(String path, String body) {
    Reply reply = api.put(path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
  }

  @AfterAll
  void close() {
    api.close();
    store.close();
  }

  /// What is deleted is not there, and what is written is not accepted.
  private static String path(Operation operation) {
    String name =
        operation.method() == Method.DELETE && !operation.id().contains("RoleAssignments")
            ? "absent"
            : "";
    return operation
        .path()
        .toString()
        .replace("{subscriptionId}", SUBSCRIPTION)
        .replace("{resourceGroupName}", "fleet")
        .replace("{clusterName}", operation.id().matches("\\w+Clusters_Delete") ? "absent" : "ship")
        .replace(
            "{configurationName}",
            operation.id().endsWith("Configurations_Delete") ? "absent" : "baseline")
        .replace("{policyName}", name.isEmpty() ? "absent-too" : name)
        .replace("{policyStatesResource}", "latest")
        .replace("{operationId}", "4d0f2f52-95c9-4a2f-a5a9-0d1f6b2c0c1e")
        .replace("{roleAssignmentName}", "4d0f2f52-95c9-4a2f-a5a9-0d1f6b2c0c1f")
        .replace("{roleDefinitionId}", "acdd72a7-3385-48ef-bd42-f606fba81ae7");
  }

  private Call call(Operation operation) {
    Call call =
        api.call(operation.method().name(), path(operation))
            .version(operation.versions().accepted().getLast());
    return operation.takesBody() ? call.body("{\"bogus\": 1}") : call;
  }

  private static String told(Reply reply) {
    return reply.status() + " " + reply.code() + " " + reply.at("/error/message");
  }

  /// The subscription, group, cluster or configuration that a path begins with.
  private static String scope(String path) {
    String cluster =
        "/subscriptions/[^/]+/resourceGroups/[^/]+/providers"
            + "/Microsoft\\.(Kubernetes/connectedClusters|ContainerService/managedClusters)/[^/]+";
    String configuration =
        cluster
            + "/providers/Microsoft.KubernetesConfiguration"
            + "/(fluxConfigurations|sourceControlConfigurations)/[^/]+";
    for (String form :
        List.of(
            configuration,
            cluster,
            "/subscriptions/[^/]+/resourceGroups/[^/]+",
            "/subscriptions/[^/]+")) {
      var matcher = Pattern.compile(form).matcher(path);
      if (matcher.lookingAt()) {
        return matcher.group();
      }
    }
    return "/";
  }

  private static String held(String scope, Place place) {
    String elsewhere = "/subscriptions/" + OTHER;
    boolean root = scope.equals("/");
    boolean subscription = scope.matches("/subscriptions/[^/]+");
    return switch (place) {
      case OWN -> scope;
      case INHERITED ->
          root || subscription
              ? "/"
              : scope.equals(GROUP) ? "/subscriptions/" + SUBSCRIPTION : GROUP;
      case SIBLING -> root || subscription ? elsewhere : scope + "-2";
      case FOREIGN -> elsewhere + "/resourceGroups/fleet";
    };
  }

  private String expected(Operation operation, Role role, Place place) {
    String scope = scope(path(operation));
    boolean list = operation.id().equals("Subscriptions_List");
    if (Kind.of(operation) == Kind.OPEN || (list && scope.equals("/"))) {
      return administrator(operation);
    }
    if (place == Place.SIBLING || place == Place.FOREIGN) {
      return "404 hidden";
    }
    return role.may.contains(Kind.of(operation))
        ? administrator(operation)
        : "403 AuthorizationFailed";
  }

  private String administrator(Operation operation) {
    return requireNonNull(administrators.get(operation.id()));
  }

  private static String outcome(Reply reply, String scope) {
    String told = told(reply);
    if (reply.code().equals("AuthorizationFailed")) {
      assertThat(told).contains("over scope '" + scope + "'", "perform action 'Microsoft.");
      return "403 AuthorizationFailed";
    }
    String name = scope.substring(scope.lastIndexOf('/') + 1);
    boolean hidden =
        told.equals("404 SubscriptionNotFound The subscription '" + name + "' could not be found.")
            || told.equals(
                "404 ResourceGroupNotFound Resource group '" + name + "' could not be found.")
            || (told.startsWith("404 ResourceNotFound The Resource 'Microsoft.")
                && told.endsWith("/" + name + "' under resource group 'fleet' was not found."));
    return hidden ? "404 hidden" : told;
  }

  @ParameterizedTest
  @EnumSource
  void everyOperationAsksForItsRight(Role role) {
    // Given
    Map<String, String> expected = new LinkedHashMap<>();
    Map<String, String> seen = new LinkedHashMap<>();
    Map<String, CompletableFuture<Reply>> running = new LinkedHashMap<>();
    Map<String, String> scopes = new HashMap<>();

    // When
    for (Operation operation : api.operations()) {
      for (Place place : Place.values()) {
        String scope = scope(path(operation));
        String label = operation.id() + " " + place;
        String token =
            TestTokens.sign(TestTokens.claims("somebody", role.title, held(scope, place)));
        expected.put(label, expected(operation, role, place));
        scopes.put(label, scope);
        running.put(label, call(operation).as(token).start());
        if (running.size() == AT_A_TIME) {
          running.forEach((l, r) -> seen.put(l, outcome(r.join(), requireNonNull(scopes.get(l)))));
          running.clear();
        }
      }
    }
    running.forEach((l, r) -> seen.put(l, outcome(r.join(), requireNonNull(scopes.get(l)))));

    // Then
    assertThat(seen).hasSizeGreaterThan(600).containsExactlyEntriesOf(expected);
  }

  @Test
  void administratorsAreNeverRefusedAndNothingFails() {
    assertThat(administrators.values())
        .noneMatch(told -> told.startsWith("5") || told.contains("AuthorizationFailed"));
  }

  @Test
  void everyOperationHasAnActionThatItsProviderLists() {
    // Given
    Set<String> listed = new java.util.TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Operation operation : api.operations()) {
      if (operation.id().matches("\\w+Operations_List")) {
        call(operation)
            .send()
            .json()
            .path("value")
            .forEach(e -> listed.add(e.path("name").asText()));
      }
    }

    // Then
    assertThat(api.operations())
        .hasSizeGreaterThan(150)
        .allSatisfy(
            operation ->
                assertThat(
                        listed.contains(operation.permission().action())
                            || operation.permission().action().startsWith("Microsoft.Resources/"))
                    .as(operation.id() + " " + operation.permission().action())
                    .isTrue());
  }

  @Test
  void onlyWhatDependsOnNothingStoredIsOpenToAll() {
    assertThat(api.operations())
        .filteredOn(o -> Kind.of(o) == Kind.OPEN)
        .allMatch(o -> o.doc().traits().contains(Trait.Static));
    assertThat(api.operations())
        .filteredOn(o -> o.permission().reach() == io.fairlead.api.access.Permission.Reach.Everyone)
        .allMatch(o -> Kind.of(o) == Kind.OPEN);
  }
}
