package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTER;
import static io.fairlead.api.support.ApiUnderTest.CLUSTERS;
import static io.fairlead.api.support.ApiUnderTest.FLUX;
import static io.fairlead.api.support.ApiUnderTest.GROUP;
import static io.fairlead.api.support.ApiUnderTest.KEY;
import static io.fairlead.api.support.ApiUnderTest.SUBSCRIPTION;
import static io.fairlead.api.support.ApiUnderTest.cluster;
import static io.fairlead.api.support.ApiUnderTest.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.FakeDatabase;
import io.fairlead.contract.event.AgentDescription;
import io.fairlead.store.Connectivity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ClustersTest {
  private final FakeDatabase database = new FakeDatabase();
  private final ApiUnderTest api = ApiUnderTest.over(database);

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aClusterIsRegisteredWithAllThatItsTypeHas() {
    // When
    Reply created = api.register();

    // Then
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.at("/id")).isEqualTo(CLUSTER);
    assertThat(created.at("/type")).isEqualTo("Microsoft.Kubernetes/connectedClusters");
    assertThat(created.at("/location")).isEqualTo("westeurope");
    assertThat(created.at("/identity/type")).isEqualTo("SystemAssigned");
    assertThat(created.at("/properties/agentPublicKeyCertificate")).isEqualTo(KEY);
    assertThat(created.at("/properties/provisioningState")).isEqualTo("Succeeded");
    assertThat(created.at("/properties/connectivityStatus")).isEqualTo("Connecting");
    assertThat(created.at("/systemData/createdAt")).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(created.header("Azure-AsyncOperation")).isEmpty();
  }

  @Test
  void whatItsAgentSaysIsShownAndChangesNoETag() {
    // Given
    String etag = api.register().etag();
    Instant heartbeat = Instant.parse("2026-01-01T00:00:00Z");

    // When
    database.connectivity(
        CLUSTER,
        new Connectivity(
            Connectivity.State.Connected,
            heartbeat,
            heartbeat,
            true,
            new AgentDescription("0.1.0", "1.34.1", "k3s", "generic", 3, 12),
            null));

    // Then
    Reply shown = api.get(CLUSTER);
    assertThat(shown.etag()).isEqualTo(etag);
    assertThat(shown.at("/properties/connectivityStatus")).isEqualTo("Connected");
    assertThat(shown.at("/properties/lastConnectivityTime")).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(shown.at("/properties/kubernetesVersion")).isEqualTo("1.34.1");
    assertThat(shown.at("/properties/distribution")).isEqualTo("k3s");
    assertThat(shown.at("/properties/totalCoreCount")).isEqualTo("12");
  }

  private void agentSays(String distribution, String infrastructure) {
    Instant heartbeat = Instant.parse("2026-01-01T00:00:00Z");
    database.connectivity(
        CLUSTER,
        new Connectivity(
            Connectivity.State.Connected,
            heartbeat,
            heartbeat,
            true,
            new AgentDescription("0.1.0", "1.34.1", distribution, infrastructure, 3, 12),
            null));
  }

  @Test
  void whatAGetShowsOfTheAgentCanBeSentBackUnchanged() {
    // Given
    String etag = api.register().etag();
    agentSays("k3s", "generic");
    Reply shown = api.get(CLUSTER);

    // When
    Reply put = api.put(CLUSTER, shown.text());
    Reply patched = api.patch(CLUSTER, shown.text());

    // Then
    assertThat(put.status()).as(put.text()).isEqualTo(200);
    assertThat(put.etag()).isEqualTo(etag);
    assertThat(patched.status()).as(patched.text()).isEqualTo(200);
    assertThat(patched.etag()).isEqualTo(etag);
    agentSays("k0s", "generic");
    assertThat(api.get(CLUSTER).at("/properties/distribution")).isEqualTo("k0s");
  }

  private void agentHoldsBack(int removals, int of) {
    Instant heartbeat = Instant.parse("2026-01-01T00:00:00Z");
    database.connectivity(
        CLUSTER,
        new Connectivity(
            Connectivity.State.Connected,
            heartbeat,
            heartbeat,
            true,
            null,
            new Connectivity.RemovalsHeld(removals, of, 1795361940, heartbeat)));
  }

  @Test
  void removalsThatTheAgentHoldsBackAreShownAndCanBeSentBack() {
    // Given
    String etag = api.register().etag();
    agentHoldsBack(7, 9);

    // When
    Reply shown = api.get(CLUSTER);

    // Then
    String error = "/properties/arcAgentProfile/agentErrors/0";
    assertThat(shown.at(error + "/message")).contains("7 of the 9").contains("epoch 1795361940");
    assertThat(shown.at(error + "/severity")).isEqualTo("Warning");
    assertThat(shown.at(error + "/component")).isEqualTo("cluster-agent");
    assertThat(shown.at(error + "/time")).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(api.put(CLUSTER, shown.text()).etag()).isEqualTo(etag);
    assertThat(api.patch(CLUSTER, shown.text()).etag()).isEqualTo(etag);
  }

  @Test
  void theErrorsOfAnAgentStandBesideTheProfileThatItsUserWrote() {
    // Given
    Reply created =
        api.put(
            CLUSTER,
            cluster()
                .replace(
                    "\"properties\": {",
                    "\"properties\": {\"arcAgentProfile\": {\"agentAutoUpgrade\": \"Disabled\"}, "));
    agentHoldsBack(4, 4);

    // When
    Reply shown = api.get(CLUSTER);

    // Then
    assertThat(shown.at("/properties/arcAgentProfile/agentAutoUpgrade")).isEqualTo("Disabled");
    assertThat(shown.at("/properties/arcAgentProfile/agentErrors/0/severity")).isEqualTo("Warning");
    assertThat(api.put(CLUSTER, shown.text()).etag()).isEqualTo(created.etag());
    assertThat(api.patch(CLUSTER, shown.text()).etag()).isEqualTo(created.etag());
  }

  @Test
  void whatAUserSaysStandsAboveWhatTheAgentSays() {
    // Given
    api.register();
    agentSays("k3s", "generic");

    // When
    Reply put =
        api.put(
            CLUSTER,
            cluster()
                .replace("\"properties\": {", "\"properties\": {\"distribution\": \"mine\", "));

    // Then
    agentSays("k0s", "generic");
    assertThat(put.at("/properties/distribution")).isEqualTo("mine");
    assertThat(api.get(CLUSTER).at("/properties/distribution")).isEqualTo("mine");
  }

  @Test
  void aPatchMergesTagsAndNullRemovesOne() {
    // Given
    api.register();
    api.patch(CLUSTER, "{\"tags\": {\"ring\": \"canary\", \"site\": \"north\"}}");

    // When
    Reply patched =
        api.call("PATCH", CLUSTER)
            .body("{\"tags\": {\"ring\": null, \"owner\": \"fleet\"}}")
            .header("Content-Type", "application/merge-patch+json")
            .send();

    // Then
    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.json().at("/tags").toString())
        .isEqualTo("{\"owner\":\"fleet\",\"site\":\"north\"}");
    assertThat(patched.at("/properties/agentPublicKeyCertificate")).isEqualTo(KEY);
  }

  @Test
  void linksOfAResourceGroupWithAnyLettersLead() {
    // Given
    String cluster = CLUSTER.replace("/fleet/", "/%D1%84%D0%BB%D0%BE%D1%82-(1)/");
    String flux = FLUX.replace("/fleet/", "/%D1%84%D0%BB%D0%BE%D1%82-(1)/");
    api.put(cluster, cluster());
    api.put(flux + "/a", flux("main"));

    // When
    Reply created = api.put(flux + "/b", flux("main"));

    // Then
    String operation = created.header("Azure-AsyncOperation").orElseThrow();
    assertThat(api.get(operation).at("/status")).isEqualTo("Succeeded");
    assertThat(created.at("/id")).contains("/resourceGroups/\u0444\u043b\u043e\u0442-(1)/");
    assertThat(api.get(flux + "/b").status()).isEqualTo(200);
    String next = api.get(flux + "?$top=1").at("/nextLink");
    assertThat(api.get(next).at("/value/0/name")).isEqualTo("b");
  }

  @Test
  void everyViolationIsToldAtOnce() {
    // When
    Reply refused =
        api.put(CLUSTER, "{\"colour\": 1, \"properties\": {\"agentPublicKeyCertificate\": \"x\"}}");

    // Then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("ValidationFailed");
    assertThat(refused.json().at("/error/details").findValuesAsText("target"))
        .contains("location", "colour", "properties.agentPublicKeyCertificate");
  }

  @Test
  void aDeletedClusterTakesItsConfigurationsAlong() {
    // Given
    api.register();
    api.put(FLUX + "/baseline", flux("main"));

    // When
    Reply deleted = api.delete(CLUSTER);

    // Then
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(api.get(CLUSTER).code()).isEqualTo("ResourceNotFound");
    assertThat(api.get(FLUX + "/baseline").code()).isEqualTo("ResourceNotFound");
    assertThat(api.delete(CLUSTER).status()).isEqualTo(204);
  }

  @Test
  void managedClustersTakeTheSameBody() {
    // Given
    String managed = GROUP + "/providers/Microsoft.ContainerService/managedClusters/aks";
    api.put(managed, cluster());

    // When
    Reply configuration =
        api.put(
            managed + "/providers/Microsoft.KubernetesConfiguration/fluxConfigurations/x",
            flux("main"));

    // Then
    assertThat(configuration.status()).isEqualTo(201);
    assertThat(api.get(managed).at("/type"))
        .isEqualTo("Microsoft.ContainerService/managedClusters");
    assertThat(api.get(CLUSTERS).json().at("/value")).isEmpty();
  }

  @Test
  void theKindOfAClusterIsKept() {
    // When
    api.put(CLUSTER, cluster().replace("{\"location\"", "{\"kind\": \"AWS\", \"location\""));

    // Then
    assertThat(api.get(CLUSTER).at("/kind")).isEqualTo("AWS");
    assertThat(api.get(CLUSTER).json().at("/properties").has("kind")).isFalse();
  }

  @Test
  void subscriptionsAndResourceGroupsComeIntoBeingWithTheirFirstCluster() {
    // When
    api.register();

    // Then
    assertThat(api.get("/subscriptions").at("/value/0/subscriptionId")).isEqualTo(SUBSCRIPTION);
    assertThat(api.get("/subscriptions/" + SUBSCRIPTION).at("/state")).isEqualTo("Enabled");
    assertThat(api.get(GROUP).at("/properties/provisioningState")).isEqualTo("Succeeded");
    assertThat(api.get("/subscriptions/" + SUBSCRIPTION + "/resourcegroups").at("/value/0/name"))
        .isEqualTo("fleet");
  }

  @Test
  void aResourceGroupCanBeMadeBefore() {
    // When
    Reply created = api.put(GROUP, "{\"location\": \"westeurope\", \"tags\": {\"a\": \"b\"}}");

    // Then
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.at("/tags/a")).isEqualTo("b");
    assertThat(api.put(GROUP, created.text()).status()).isEqualTo(200);
  }

  @Test
  void whatIsNotKeptOfAResourceGroupIsRefused() {
    // When
    Reply refused = api.put(GROUP, "{\"location\": \"westeurope\", \"managedBy\": \"me\"}");

    // Then
    assertThat(refused.status()).isEqualTo(501);
    assertThat(refused.at("/error/target")).isEqualTo("managedBy");
  }

  @Test
  void listsBelowWhatDoesNotExistSaySo() {
    // Given
    Reply noSubscription = api.get(CLUSTERS);
    api.register();

    // When
    Reply noGroup = api.get(CLUSTERS.replace("/fleet/", "/nowhere/"));
    Reply noCluster = api.get(FLUX.replace("/ship/", "/nobody/"));

    // Then
    assertThat(noSubscription.code()).isEqualTo("SubscriptionNotFound");
    assertThat(noGroup.code()).isEqualTo("ResourceGroupNotFound");
    assertThat(noCluster.code()).isEqualTo("ResourceNotFound");
    assertThat(api.get(FLUX).json().at("/value")).isEmpty();
  }

  @Test
  void pagesLinkToEachOtherAndKeepTheirSize() {
    // Given
    for (String name : List.of("a", "b", "c", "d", "e")) {
      api.put(CLUSTERS + "/" + name, cluster());
    }
    List<String> names = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();

    // When
    Reply page =
        api.get("/subscriptions/" + SUBSCRIPTION + CLUSTERS.substring(GROUP.length()) + "?$top=2");
    while (true) {
      page.json().at("/value").forEach(c -> names.add(c.path("name").asText()));
      sizes.add(page.json().at("/value").size());
      String next = page.at("/nextLink");
      if (next.isEmpty()) {
        break;
      }
      assertThat(next).startsWith(api.url()).contains("api-version=2021-10-01").contains("$top=2");
      page = api.get(next);
    }

    // Then
    assertThat(names).containsExactly("a", "b", "c", "d", "e");
    assertThat(sizes).containsExactly(2, 2, 1);
    assertThat(page.json().has("nextLink")).isFalse();
  }

  @Test
  void pageSizesAndTokensThatMakeNoSenseAreRefused() {
    // Given
    api.register();

    // When
    List<Reply> refused =
        List.of(
            api.get(CLUSTERS + "?$top=0"),
            api.get(CLUSTERS + "?$top=1001"),
            api.get(CLUSTERS + "?$top=many"),
            api.get(CLUSTERS + "?$top=1&$top=2"),
            api.get(CLUSTERS + "?$skipToken=made-up"));

    // Then
    assertThat(refused)
        .allSatisfy(
            reply -> {
              assertThat(reply.status()).isEqualTo(400);
              assertThat(reply.code()).isEqualTo("InvalidQueryParameter");
              assertThat(reply.at("/error/target")).startsWith("$");
            });
  }

  @Test
  void managedClustersArePatchedListedAndDeleted() {
    // Given
    String managed = GROUP + "/providers/Microsoft.ContainerService/managedClusters";
    String legacy =
        managed
            + "/aks/providers/Microsoft.KubernetesConfiguration/sourceControlConfigurations/legacy";
    String etag = api.put(managed + "/aks", cluster()).etag();
    Reply configured =
        api.put(legacy, "{\"properties\": {\"repositoryUrl\": \"https://git.example.com/fleet\"}}");

    // When
    Reply patched = api.patch(managed + "/aks", "{\"tags\": {\"ring\": \"canary\"}}");
    Reply stale = api.call("DELETE", managed + "/aks").header("If-Match", etag).send();
    Reply listed = api.get(managed);
    Reply deleted = api.delete(managed + "/aks");

    // Then
    assertThat(configured.status()).isEqualTo(201);
    assertThat(patched.at("/tags/ring")).isEqualTo("canary");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.etag()).isEqualTo(patched.etag());
    assertThat(listed.at("/value/0/name")).isEqualTo("aks");
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(api.get(legacy).status()).isEqualTo(404);
  }

  @Test
  void subscriptionsAndResourceGroupsArePaged() {
    // Given
    String other = "/subscriptions/99999999-2222-3333-4444-555555555555/resourceGroups/a";
    api.put(GROUP, "{\"location\": \"westeurope\"}");
    api.put(GROUP + "2", "{\"location\": \"westeurope\"}");
    api.put(other, "{\"location\": \"westeurope\"}");

    // When
    Reply subscriptions = api.get("/subscriptions?$top=1");
    Reply groups = api.get("/subscriptions/" + SUBSCRIPTION + "/resourceGroups?$top=1");

    // Then
    assertThat(api.get(subscriptions.at("/nextLink")).at("/value/0/subscriptionId"))
        .startsWith("99999999");
    assertThat(groups.at("/value/0/name")).isEqualTo("fleet");
    assertThat(api.get(groups.at("/nextLink")).at("/value/0/name")).isEqualTo("fleet2");
    assertThat(api.get(groups.at("/nextLink")).json().has("nextLink")).isFalse();
  }

  @Test
  void aTokenOfAnotherListNeverFails() {
    // Given
    api.put(CLUSTERS + "/a", cluster());
    api.put(CLUSTERS + "/b", cluster());
    String next = api.get(CLUSTERS + "?$top=1").at("/nextLink");
    String token = next.substring(next.indexOf("$skipToken="));

    // When
    Reply elsewhere = api.get("/subscriptions/" + SUBSCRIPTION + "/resourceGroups?" + token);

    // Then
    assertThat(elsewhere.status()).isLessThan(500);
  }
}
