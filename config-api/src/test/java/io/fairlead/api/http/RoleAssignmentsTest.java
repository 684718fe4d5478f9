package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTERS;
import static io.fairlead.api.support.ApiUnderTest.FLUX;
import static io.fairlead.api.support.ApiUnderTest.GROUP;
import static io.fairlead.api.support.ApiUnderTest.SUBSCRIPTION;
import static io.fairlead.api.support.ApiUnderTest.cluster;
import static io.fairlead.api.support.ApiUnderTest.flux;
import static io.fairlead.api.support.TestTokens.claims;
import static io.fairlead.api.support.TestTokens.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Call;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.RealStore;
import io.fairlead.contract.access.BuiltInRole;
import io.fairlead.embedded.Backing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Roles that are assigned, over real PostgreSQL.
@Tag("process")
final class RoleAssignmentsTest {
  private static final String SUBSCRIPTION_ID = "/subscriptions/" + SUBSCRIPTION;
  private static final String OTHER_GROUP = SUBSCRIPTION_ID + "/resourceGroups/other";
  private static final String POLICY = "/providers/Microsoft.Authorization/";
  private static final String ADA = "ada@example.com";
  private static final String TOKEN = sign(claims(ADA));

  private final RealStore store = new RealStore(Backing.shared().newDatabase());
  private final ApiUnderTest api = store.api();

  @BeforeEach
  void registerClusters() {
    api.put(CLUSTERS + "/ship", cluster());
    api.put(CLUSTERS + "/ship-2", cluster());
    api.put(CLUSTERS.replace("/fleet/", "/other/") + "/shop", cluster());
  }

  @AfterEach
  void close() {
    api.close();
    store.close();
  }

  private static String assignments(String scope) {
    return scope + POLICY + "roleAssignments";
  }

  private static String body(BuiltInRole role, String principal) {
    return """
    {"properties": {"roleDefinitionId": "%s/providers/Microsoft.Authorization/roleDefinitions/%s",
      "principalId": "%s", "principalType": "User"}}
    """
        .formatted(SUBSCRIPTION_ID, role.id(), principal);
  }

  private Reply grant(BuiltInRole role, String scope) {
    return api.put(assignments(scope) + "/" + UUID.randomUUID(), body(role, ADA));
  }

  private Call ada(String method, String path) {
    return api.call(method, path).as(TOKEN);
  }

  private static List<String> names(Reply list) {
    List<String> names = new ArrayList<>();
    for (JsonNode item : list.json().path("value")) {
      names.add(item.path("name").asText(item.path("subscriptionId").asText()));
    }
    return names;
  }

  @Test
  void anAssignmentIsShownAsAzureShowsIt() {
    // Given
    String id = assignments(GROUP) + "/" + UUID.randomUUID();

    // When
    Reply created = api.put(id, body(BuiltInRole.READER, ADA));
    Reply same = api.put(id, body(BuiltInRole.READER, ADA));
    Reply shown = api.get(id);
    Reply other = api.put(id, body(BuiltInRole.OWNER, ADA));
    Reply twice =
        api.put(assignments(GROUP) + "/" + UUID.randomUUID(), body(BuiltInRole.READER, ADA));
    Reply deleted = api.delete(id);
    Reply again = api.delete(id);

    // Then
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(same.status()).isEqualTo(200);
    assertThat(shown.json()).isEqualTo(created.json());
    assertThat(shown.at("/id")).isEqualTo(id);
    assertThat(shown.at("/type")).isEqualTo("Microsoft.Authorization/roleAssignments");
    assertThat(shown.at("/properties/scope")).isEqualTo(GROUP);
    assertThat(shown.at("/properties/principalId")).isEqualTo(ADA);
    assertThat(shown.at("/properties/roleDefinitionId"))
        .isEqualTo(SUBSCRIPTION_ID + POLICY + "roleDefinitions/" + BuiltInRole.READER.id());
    assertThat(shown.at("/properties/createdBy")).isEqualTo("bearer-token");
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.code()).isEqualTo("RoleAssignmentUpdateNotPermitted");
    assertThat(twice.status()).isEqualTo(409);
    assertThat(twice.code()).isEqualTo("RoleAssignmentExists");
    assertThat(twice.at("/error/message")).contains(id);
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.json()).isEqualTo(shown.json());
    assertThat(again.status()).isEqualTo(204);
  }

  @Test
  void aRoleCountsFromTheScopeDownAndNowhereElse() {
    // When
    grant(BuiltInRole.CONTRIBUTOR, GROUP);

    // Then
    assertThat(ada("PUT", FLUX + "/x").body(flux("main")).send().status()).isEqualTo(201);
    assertThat(ada("GET", FLUX + "/x").send().at("/systemData/createdBy")).isEqualTo(ADA);
    assertThat(ada("GET", CLUSTERS.replace("/fleet/", "/other/") + "/shop").send().status())
        .isEqualTo(404);
    Reply above = ada("GET", SUBSCRIPTION_ID).send();
    assertThat(above.status()).isEqualTo(403);
    assertThat(above.at("/error/message"))
        .contains("'Microsoft.Resources/subscriptions/read'", "'" + SUBSCRIPTION_ID + "'", ADA);
  }

  @Test
  void listsShowWhatTheCallerMayRead() {
    // Given
    grant(BuiltInRole.READER, GROUP);
    grant(BuiltInRole.READER, CLUSTERS.replace("/fleet/", "/other/") + "/shop");
    String clusters = "/providers/Microsoft.Kubernetes/connectedClusters";
    api.put(CLUSTERS.replace("/fleet/", "/other/") + "/shop-2", cluster());

    // When
    Reply subscriptions = ada("GET", "/subscriptions").send();
    Reply groups = ada("GET", SUBSCRIPTION_ID + "/resourceGroups").send();
    Reply all = ada("GET", SUBSCRIPTION_ID + clusters).send();
    Reply first = ada("GET", SUBSCRIPTION_ID + clusters + "?$top=1").send();
    Reply second = ada("GET", first.at("/nextLink")).send();
    Reply inOther = ada("GET", OTHER_GROUP + clusters).send();
    Reply stranger = api.call("GET", "/subscriptions").as(sign(claims("bob"))).send();

    // Then
    assertThat(names(subscriptions)).containsExactly(SUBSCRIPTION);
    assertThat(names(groups)).containsExactly("fleet", "other");
    assertThat(names(all)).containsExactly("ship", "ship-2", "shop");
    assertThat(names(first)).containsExactly("ship");
    assertThat(names(second)).containsExactly("ship-2");
    assertThat(names(inOther)).containsExactly("shop");
    assertThat(names(stranger)).isEmpty();
  }

  @Test
  void configurationsAndPoliciesAreListedWhereTheyMayBeRead() {
    // Given
    api.put(FLUX + "/mine", flux("main"));
    api.put(FLUX + "/not-mine", flux("main"));
    grant(BuiltInRole.READER, FLUX + "/mine");
    api.put(
        SUBSCRIPTION_ID + POLICY + "policyDefinitions/any",
        "{\"properties\": {\"mode\": \"Indexed\", \"policyRule\": {\"if\": {\"field\": \"type\","
            + " \"equals\": \"x\"}, \"then\": {\"effect\": \"audit\"}}}}");
    String assigned =
        "{\"properties\": {\"policyDefinitionId\": \""
            + SUBSCRIPTION_ID
            + POLICY
            + "policyDefinitions/any\"}}";
    for (String scope : List.of(SUBSCRIPTION_ID, GROUP, OTHER_GROUP)) {
      assertThat(api.put(scope + POLICY + "policyAssignments/a", assigned).status()).isEqualTo(201);
    }
    grant(BuiltInRole.READER, OTHER_GROUP);

    // When
    Reply configurations = ada("GET", FLUX).send();
    Reply policies = ada("GET", SUBSCRIPTION_ID + POLICY + "policyAssignments").send();

    // Then
    assertThat(names(configurations)).containsExactly("mine");
    assertThat(policies.json().path("value").findValuesAsText("id"))
        .containsExactly(OTHER_GROUP + POLICY + "policyAssignments/a");
  }

  @Test
  void everyInstanceKnowsOfAChangeWithinASecond() {
    try (ApiUnderTest another = store.api()) {
      // Given
      String ship = CLUSTERS + "/ship";
      assertThat(another.call("GET", ship).as(TOKEN).send().status()).isEqualTo(404);

      // When
      String id = grant(BuiltInRole.READER, GROUP).at("/id");

      // Then
      assertThat(ada("GET", ship).send().status()).isEqualTo(200);
      await()
          .atMost(Duration.ofSeconds(5))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> another.call("GET", ship).as(TOKEN).send().status() == 200);
      api.delete(id);
      assertThat(ada("GET", ship).send().status()).isEqualTo(404);
      await()
          .atMost(Duration.ofSeconds(5))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> another.call("GET", ship).as(TOKEN).send().status() == 404);
    }
  }

  @Test
  void aRoleAtAClusterEndsWithIt() {
    // Given
    String ship = CLUSTERS + "/ship";
    String id = grant(BuiltInRole.READER, ship).at("/id");
    assertThat(ada("GET", ship).send().status()).isEqualTo(200);

    // When
    api.delete(ship);
    api.put(ship, cluster());

    // Then
    assertThat(api.get(id).status()).isEqualTo(404);
    await().atMost(Duration.ofSeconds(5)).until(() -> ada("GET", ship).send().status() == 404);
  }

  @Test
  void onlyWhoMayAssignRolesAssignsThem() {
    // Given
    grant(BuiltInRole.CONTRIBUTOR, GROUP);
    String bobs = assignments(GROUP) + "/" + UUID.randomUUID();

    // When
    Reply asContributor = ada("PUT", bobs).body(body(BuiltInRole.OWNER, "bob")).send();
    grant(BuiltInRole.USER_ACCESS_ADMINISTRATOR, GROUP);
    Reply asAdministrator = ada("PUT", bobs).body(body(BuiltInRole.OWNER, "bob")).send();
    Reply above =
        ada("PUT", assignments(SUBSCRIPTION_ID) + "/" + UUID.randomUUID())
            .body(body(BuiltInRole.OWNER, ADA))
            .send();

    // Then
    assertThat(asContributor.status()).isEqualTo(403);
    assertThat(asContributor.at("/error/message"))
        .contains("'Microsoft.Authorization/roleAssignments/write'");
    assertThat(asAdministrator.status()).as(asAdministrator.text()).isEqualTo(201);
    assertThat(above.status()).isEqualTo(403);
  }

  @Test
  void theOnboardingRoleRegistersClustersAndNoMore() {
    // Given
    grant(BuiltInRole.ARC_ONBOARDING, GROUP);
    String fresh = CLUSTERS + "/fresh";

    // When
    Reply before = ada("GET", fresh).send();
    Reply registered = ada("PUT", fresh).body(cluster()).send();
    Reply configured =
        ada("PUT", fresh + "/providers/Microsoft.KubernetesConfiguration/fluxConfigurations/x")
            .body(flux("main"))
            .send();
    Reply deleted = ada("DELETE", fresh).send();

    // Then
    assertThat(before.status()).isEqualTo(404);
    assertThat(registered.status()).as(registered.text()).isEqualTo(201);
    assertThat(configured.status()).isEqualTo(403);
    assertThat(deleted.status()).isEqualTo(403);
  }

  @Test
  void whoeverExemptsNeedsThatRightAtTheAssignment() {
    // Given
    api.put(
        SUBSCRIPTION_ID + POLICY + "policyDefinitions/any",
        "{\"properties\": {\"mode\": \"Indexed\", \"policyRule\": {\"if\": {\"field\": \"type\","
            + " \"equals\": \"x\"}, \"then\": {\"effect\": \"audit\"}}}}");
    String assignment = SUBSCRIPTION_ID + POLICY + "policyAssignments/a";
    api.put(
        assignment,
        "{\"properties\": {\"policyDefinitionId\": \""
            + SUBSCRIPTION_ID
            + POLICY
            + "policyDefinitions/any\"}}");
    String exemption = GROUP + POLICY + "policyExemptions/e";
    String body =
        "{\"properties\": {\"policyAssignmentId\": \""
            + assignment
            + "\", \"exemptionCategory\": \"Waiver\"}}";
    grant(BuiltInRole.RESOURCE_POLICY_CONTRIBUTOR, GROUP);

    // When
    Reply here = ada("PUT", exemption).body(body).send();
    grant(BuiltInRole.RESOURCE_POLICY_CONTRIBUTOR, SUBSCRIPTION_ID);
    Reply there = ada("PUT", exemption).body(body).send();

    // Then
    assertThat(here.status()).as(here.text()).isEqualTo(403);
    assertThat(here.at("/error/message"))
        .contains(
            "'Microsoft.Authorization/policyAssignments/exempt/action'",
            "'" + SUBSCRIPTION_ID + "'");
    assertThat(there.status()).as(there.text()).isEqualTo(201);
  }

  @Test
  void whatCannotBeAssignedIsRefused() {
    // Given
    String id = assignments(GROUP) + "/" + UUID.randomUUID();

    // When
    Reply noRole =
        api.put(id, body(BuiltInRole.READER, ADA).replace(BuiltInRole.READER.id(), "emperor"));
    Reply noPrincipal =
        api.put(
            id, "{\"properties\": {\"roleDefinitionId\": \"" + BuiltInRole.READER.id() + "\"}}");
    Reply condition =
        api.put(
            id,
            body(BuiltInRole.READER, ADA)
                .replace("\"principalType\"", "\"condition\": \"x\", \"principalType\""));
    Reply noName = api.put(assignments(GROUP) + "/reader", body(BuiltInRole.READER, ADA));
    Reply noGroup =
        api.put(
            assignments(SUBSCRIPTION_ID + "/resourceGroups/nowhere") + "/" + UUID.randomUUID(),
            body(BuiltInRole.READER, ADA));
    Reply noCluster =
        api.put(
            assignments(CLUSTERS + "/nowhere") + "/" + UUID.randomUUID(),
            body(BuiltInRole.READER, ADA));

    // Then
    assertThat(noRole.code()).isEqualTo("RoleDefinitionDoesNotExist");
    assertThat(noPrincipal.text()).contains("properties.principalId");
    assertThat(condition.text()).contains("properties.condition");
    assertThat(noName.status()).isEqualTo(400);
    assertThat(noGroup.code()).isEqualTo("ResourceGroupNotFound");
    assertThat(noCluster.code()).isEqualTo("ResourceNotFound");
  }

  @Test
  void assignmentsAreListedAroundAScopeAndByPrincipal() {
    // Given
    grant(BuiltInRole.READER, SUBSCRIPTION_ID);
    grant(BuiltInRole.CONTRIBUTOR, GROUP);
    grant(BuiltInRole.CONTRIBUTOR, CLUSTERS + "/ship");
    grant(BuiltInRole.CONTRIBUTOR, OTHER_GROUP);
    api.put(assignments(GROUP) + "/" + UUID.randomUUID(), body(BuiltInRole.READER, "bob"));

    // When
    Reply around = api.get(assignments(GROUP));
    Reply at = api.get(assignments(GROUP) + "?$filter=atScope()");
    Reply bobs = api.get(assignments(GROUP) + "?$filter=principalId%20eq%20'bob'");
    Reply both =
        api.get(assignments(GROUP) + "?$filter=atScope()%20and%20assignedTo('" + ADA + "')");
    Reply wrong = api.get(assignments(GROUP) + "?$filter=color%20eq%20'red'");
    Reply roles = api.get(GROUP + POLICY + "roleDefinitions?$filter=roleName%20eq%20'Reader'");

    // Then
    assertThat(names(around)).hasSize(4);
    assertThat(names(at)).hasSize(3);
    assertThat(names(bobs)).hasSize(1);
    assertThat(names(both)).hasSize(2);
    assertThat(wrong.code()).isEqualTo("InvalidQueryParameter");
    assertThat(names(roles)).containsExactly(BuiltInRole.READER.id());
    assertThat(roles.at("/value/0/properties/permissions/0/actions/0")).isEqualTo("*/read");
  }
}
