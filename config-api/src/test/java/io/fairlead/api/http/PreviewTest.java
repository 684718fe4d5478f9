package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTERS;
import static io.fairlead.api.support.ApiUnderTest.GROUP;
import static io.fairlead.api.support.ApiUnderTest.cluster;
import static io.fairlead.api.support.ApiUnderTest.flux;
import static io.fairlead.api.support.PolicySamples.ASSIGNMENTS;
import static io.fairlead.api.support.PolicySamples.AUDIT;
import static io.fairlead.api.support.PolicySamples.DEPLOY;
import static io.fairlead.api.support.PolicySamples.assignment;
import static io.fairlead.api.support.PolicySamples.define;
import static io.fairlead.api.support.PolicySamples.initiate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.FakeDatabase;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.policy.OnUnassign;
import io.fairlead.store.Connectivity;
import io.fairlead.store.StoredConfiguration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an assignment would do.
final class PreviewTest {
  private static final String FLUX =
      "/providers/Microsoft.KubernetesConfiguration/fluxConfigurations/";

  private static final String PREVIEW = ASSIGNMENTS + "baseline/preview";

  private final FakeDatabase database = new FakeDatabase();
  private final ApiUnderTest api = ApiUnderTest.over(database);

  @BeforeEach
  void aDefinitionAndClusters() {
    define(api, "deploy", DEPLOY);
    define(api, "audit", AUDIT);
    register("a", true);
    register("b", true);
    register("c", false);
  }

  @AfterEach
  void close() {
    api.close();
  }

  private void register(String name, boolean staged) {
    String body =
        staged ? cluster().replaceFirst("\\{", "{\"tags\": {\"stage\": \"edge\"},") : cluster();
    assertThat(api.put(CLUSTERS + "/" + name, body).status()).isEqualTo(201);
  }

  private Reply preview(String more) {
    Reply reply = api.call("POST", PREVIEW).body(assignment("deploy", more)).send();
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply;
  }

  private static JsonNode of(Reply reply, String cluster) {
    for (JsonNode each : reply.json().path("value")) {
      if (each.path("resourceId").asText().equals(CLUSTERS + "/" + cluster)) {
        return each;
      }
    }
    throw new AssertionError("not there: " + cluster + " in " + reply.text());
  }

  @Test
  void clustersAreInOrOutOrExemptAndItSaysWhy() {
    // Given
    api.put(
        ASSIGNMENTS + "baseline", assignment("deploy", ", \"enforcementMode\": \"DoNotEnforce\""));
    String exemption = CLUSTERS + "/b/providers/Microsoft.Authorization/policyExemptions/later";
    api.put(
        exemption,
        """
        {"properties": {"policyAssignmentId": "%sbaseline", "exemptionCategory": "Waiver"}}
        """
            .formatted(ASSIGNMENTS));
    register("d", true);

    // When
    Reply reply = preview(", \"notScopes\": [\"" + CLUSTERS + "/d\"]");

    // Then
    assertThat(of(reply, "a").path("applicability").asText()).isEqualTo("In");
    assertThat(of(reply, "b").path("applicability").asText()).isEqualTo("Exempt");
    assertThat(of(reply, "b").path("policyExemptionId").asText()).isEqualTo(exemption);
    assertThat(of(reply, "c").path("applicability").asText()).isEqualTo("Out");
    assertThat(of(reply, "c").path("reason").asText()).isEqualTo("Rule");
    assertThat(of(reply, "d").path("reason").asText()).isEqualTo("Excluded");
    JsonNode totals = reply.json().path("totals");
    assertThat(totals.path("clusters").asInt()).isEqualTo(4);
    assertThat(totals.path("in").asInt()).isEqualTo(1);
    assertThat(totals.path("exempt").asInt()).isEqualTo(1);
    assertThat(totals.path("out").asInt()).isEqualTo(2);
    assertThat(totals.path("outByReason")).hasToString("{\"Excluded\":1,\"Rule\":1}");
  }

  @Test
  void configurationsAreCreatedChangedOrKeptPropertyByPropertyWithDefaultsFilledIn() {
    // Given
    api.put(CLUSTERS + "/a" + FLUX + "baseline", flux("main"));
    api.put(CLUSTERS + "/b" + FLUX + "baseline", flux("old"));
    register("d", true);
    database.connectivity(
        CLUSTERS + "/d",
        new Connectivity(
            Connectivity.State.Offline,
            Instant.parse("2025-12-30T00:00:00Z"),
            Instant.parse("2025-12-30T00:00:00Z"),
            false,
            null,
            null));
    String before = api.get(CLUSTERS + "/b" + FLUX + "baseline").text();

    // When
    Reply reply = preview("");

    // Then
    JsonNode kept = of(reply, "a").at("/configurations/0");
    assertThat(kept.path("action").asText()).isEqualTo("Keep");
    assertThat(kept.path("changes")).isEmpty();
    JsonNode changed = of(reply, "b").at("/configurations/0");
    assertThat(changed.path("action").asText()).isEqualTo("Change");
    assertThat(changed.path("changes"))
        .hasToString(
            "[{\"path\":\"properties.gitRepository.repositoryRef.branch\",\"from\":\"old\",\"to\":\"main\"}]");
    JsonNode created = of(reply, "d");
    assertThat(created.at("/configurations/0/action").asText()).isEqualTo("Create");
    assertThat(created.path("offline").asBoolean()).isTrue();
    assertThat(created.path("lastConnectivityTime").asText()).isEqualTo("2025-12-30T00:00:00Z");
    JsonNode totals = reply.json().path("totals");
    assertThat(totals.at("/configurations/create").asInt()).isEqualTo(1);
    assertThat(totals.at("/configurations/change").asInt()).isEqualTo(1);
    assertThat(totals.at("/configurations/keep").asInt()).isEqualTo(1);
    assertThat(totals.path("offline").asInt()).isEqualTo(1);
    assertThat(totals.path("neverConnected").asInt()).isEqualTo(2);
    assertThat(api.get(CLUSTERS + "/b" + FLUX + "baseline").text()).isEqualTo(before);
    assertThat(api.get(ASSIGNMENTS + "baseline").status()).isEqualTo(404);
  }

  @Test
  void twoAssignmentsThatWantTheSameDifferentlyConflictAndSayWithWhom() {
    // Given
    api.put(
        ASSIGNMENTS + "other",
        assignment("deploy", ", \"parameters\": {\"branch\": {\"value\": \"release\"}}"));

    // When
    Reply reply = preview("");
    Reply same = preview(", \"parameters\": {\"branch\": {\"value\": \"release\"}}");

    // Then
    JsonNode contested = of(reply, "a").at("/configurations/0");
    assertThat(contested.path("action").asText()).isEqualTo("Conflict");
    assertThat(contested.path("conflictsWith")).hasToString("[\"" + ASSIGNMENTS + "other\"]");
    assertThat(reply.json().at("/totals/configurations/conflict").asInt()).isEqualTo(2);
    assertThat(of(same, "a").at("/configurations/0/action").asText()).isEqualTo("Create");
  }

  @Test
  void whatAnotherAssignmentWantsAlikeAndSeesToIsLeftToIt() {
    // Given
    api.put(ASSIGNMENTS + "a-first", assignment("deploy", ""));

    // When
    Reply reply = preview("");

    // Then
    JsonNode left = of(reply, "a").at("/configurations/0");
    assertThat(left.path("action").asText()).isEqualTo("Keep");
    assertThat(left.path("message").asText()).contains(ASSIGNMENTS + "a-first");
    assertThat(reply.json().at("/totals/configurations/create").asInt()).isZero();
  }

  @Test
  void whatTwoDefinitionsOfAnInitiativeWantAlikeIsCreatedOnce() {
    // Given
    initiate(api, "twice", "deploy", 2);

    // When
    Reply reply = api.call("POST", PREVIEW).body(initiative("twice")).send();

    // Then
    JsonNode totals = reply.json().path("totals");
    assertThat(totals.at("/configurations/create").asInt()).isEqualTo(2);
    assertThat(totals.at("/configurations/keep").asInt()).isEqualTo(2);
    assertThat(of(reply, "a").at("/configurations/1/message").asText()).contains("'r0'");
  }

  /// The body of an assignment of an initiative.
  private static String initiative(String name) {
    return assignment(name, "").replace("/policyDefinitions/", "/policySetDefinitions/");
  }

  @Test
  void aLargeInitiativeMakesShorterPagesThatMissNoCluster() {
    // Given
    initiate(api, "large", "audit", 1_000);
    for (int i = 0; i < 22; i++) {
      register("x%02d".formatted(i), false);
    }

    // When
    Reply first = api.call("POST", PREVIEW).body(initiative("large")).send();
    Reply second = api.call("POST", first.at("/nextLink")).body(initiative("large")).send();

    // Then
    assertThat(first.json().path("value")).hasSize(20);
    assertThat(first.json().at("/totals/clusters").asInt()).isEqualTo(25);
    assertThat(second.at("/value/0/resourceId")).isEqualTo(CLUSTERS + "/x17");
    assertThat(second.json().path("value")).hasSize(5);
    assertThat(second.json().has("nextLink")).isFalse();
  }

  @Test
  void whatTheAssignmentWroteAndWouldNoLongerWantIsRemovedOnlyIfItSaysSo() {
    // Given
    String remove = ", \"metadata\": {\"fairlead\": {\"onUnassign\": \"remove\"}}";
    Reply assigned = api.put(ASSIGNMENTS + "baseline", assignment("deploy", remove));
    String configuration = CLUSTERS + "/a" + FLUX + "baseline";
    api.put(configuration, flux("main"));
    database.move(configuration, c -> managed(c, assigned));
    String elsewhere = ", \"notScopes\": [\"" + CLUSTERS + "/a\"]";

    // When
    Reply removing = preview(remove + elsewhere);
    Reply keeping = preview(elsewhere);

    // Then
    JsonNode gone = of(removing, "a");
    assertThat(gone.path("reason").asText()).isEqualTo("Excluded");
    assertThat(gone.at("/configurations/0/action").asText()).isEqualTo("Remove");
    assertThat(gone.at("/configurations/0/resourceId").asText()).isEqualTo(configuration);
    assertThat(removing.json().at("/totals/configurations/remove").asInt()).isEqualTo(1);
    assertThat(of(keeping, "a").path("configurations")).isEmpty();
    assertThat(api.get(configuration).status()).isEqualTo(200);
  }

  /// As the policy's own deployment would have left it.
  private static StoredConfiguration managed(StoredConfiguration stored, Reply assignment) {
    return new StoredConfiguration(
        stored.id(),
        stored.uid(),
        stored.generation(),
        stored.lifecycle(),
        stored.properties(),
        stored.systemData(),
        stored.changedAt(),
        stored.progress(),
        stored.connectivity(),
        new ManagedBy(
            PolicyId.parse(ASSIGNMENTS + "baseline"),
            UUID.fromString(assignment.at("/properties/instanceId")),
            "",
            "d",
            OnUnassign.Remove,
            stored.generation()));
  }

  @Test
  void whatIsNotEnforcedIsReportedAndNotCountedAsDone() {
    // When
    Reply reply = preview(", \"enforcementMode\": \"DoNotEnforce\"");

    // Then
    assertThat(of(reply, "a").at("/configurations/0/action").asText()).isEqualTo("Create");
    assertThat(of(reply, "a").at("/configurations/0/enforced").asBoolean()).isFalse();
    assertThat(reply.json().at("/totals/configurations/create").asInt()).isZero();
    assertThat(reply.json().at("/totals/configurations/notEnforced").asInt()).isEqualTo(2);
  }

  @Test
  void whatTheRulesOfTheApiRefuseIsSaidBeforeItFails() {
    // When
    Reply reply = preview(", \"parameters\": {\"url\": {\"value\": \"ftp://git.example.com\"}}");

    // Then
    JsonNode refused = of(reply, "a").at("/configurations/0");
    assertThat(refused.path("action").asText()).isEqualTo("Refuse");
    assertThat(refused.path("reason").asText()).isEqualTo("DeploymentFailed");
    assertThat(refused.path("message").asText()).contains("gitRepository.url");
  }

  @Test
  void anAuditSaysWhichResourcesItWouldFind() {
    // Given
    api.put(CLUSTERS + "/a" + FLUX + "x", flux("main"));

    // When
    Reply reply = api.call("POST", PREVIEW).body(assignment("audit", "")).send();

    // Then
    assertThat(of(reply, "a").path("applicability").asText()).isEqualTo("In");
    assertThat(of(reply, "b").path("applicability").asText()).isEqualTo("Out");
    assertThat(reply.json().at("/totals/audited/nonCompliant").asInt()).isEqualTo(1);
  }

  @Test
  void pagesFollowEachOtherAndOnlyTheFirstHasTotals() {
    // When
    Reply first = api.call("POST", PREVIEW + "?$top=2").body(assignment("deploy", "")).send();
    Reply second = api.call("POST", first.at("/nextLink")).body(assignment("deploy", "")).send();

    // Then
    List<String> seen = new ArrayList<>();
    for (Reply reply : List.of(first, second)) {
      reply.json().path("value").forEach(c -> seen.add(c.path("resourceId").asText()));
    }
    assertThat(seen).containsExactly(CLUSTERS + "/a", CLUSTERS + "/b", CLUSTERS + "/c");
    assertThat(first.json().at("/totals/clusters").asInt()).isEqualTo(3);
    assertThat(second.json().has("totals")).isFalse();
    assertThat(second.json().has("nextLink")).isFalse();
  }

  @Test
  void aDraftIsCheckedLikeAnAssignmentThatIsPut() {
    // When
    Reply unknown = api.call("POST", PREVIEW).body(assignment("missing", "")).send();
    Reply wrong =
        api.call("POST", PREVIEW)
            .body(assignment("deploy", ", \"parameters\": {\"colour\": {\"value\": 1}}"))
            .send();
    Reply nowhere =
        api.call("POST", PREVIEW.replace(GROUP, GROUP + "2")).body(assignment("deploy", "")).send();
    Reply token =
        api.call("POST", PREVIEW + "?$skipToken=eA").body(assignment("deploy", "")).send();

    // Then
    assertThat(unknown.code()).isEqualTo("PolicyDefinitionNotFound");
    assertThat(wrong.code()).isEqualTo("ValidationFailed");
    assertThat(nowhere.code()).isEqualTo("ResourceGroupNotFound");
    assertThat(token.code()).isEqualTo("InvalidQueryParameter");
  }
}
