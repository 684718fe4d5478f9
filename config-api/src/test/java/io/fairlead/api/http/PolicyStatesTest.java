package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTER;
import static io.fairlead.api.support.ApiUnderTest.CLUSTERS;
import static io.fairlead.api.support.ApiUnderTest.FLUX;
import static io.fairlead.api.support.ApiUnderTest.GROUP;
import static io.fairlead.api.support.ApiUnderTest.SUBSCRIPTION;
import static io.fairlead.api.support.PolicySamples.ASSIGNMENTS;
import static io.fairlead.api.support.PolicySamples.DEPLOY;
import static io.fairlead.api.support.PolicySamples.PROVIDER;
import static io.fairlead.api.support.PolicySamples.assignment;
import static io.fairlead.api.support.PolicySamples.define;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.FakeDatabase;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict.Deployed;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.store.Connectivity;
import io.fairlead.store.StoredPolicyState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The shape of policy states, and what may be asked.
final class PolicyStatesTest {
  private static final String STATES = "/providers/Microsoft.PolicyInsights/policyStates/latest/";
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final FakeDatabase database = new FakeDatabase();
  private final ApiUnderTest api = ApiUnderTest.over(database);

  @BeforeEach
  void anAssignment() {
    api.register();
    define(api, "deploy", DEPLOY);
    api.put(
        ASSIGNMENTS + "baseline",
        assignment("deploy", ", \"nonComplianceMessages\": [{\"message\": \"Ask platform.\"}]"));
  }

  @AfterEach
  void close() {
    api.close();
  }

  private void say(String cluster, PolicyCompliance compliance, Reason reason) {
    ResourceId id = ResourceId.parse(CLUSTERS + "/" + cluster);
    database.say(
        new StoredPolicyState(
            id,
            "westeurope",
            Map.of("stage", "edge", "Area", "\"5\""),
            PolicyId.parse(ASSIGNMENTS + "baseline"),
            PolicyId.parse(PROVIDER + "policyDefinitions/deploy"),
            null,
            "",
            "deployIfNotExists",
            compliance,
            reason,
            "It is so.",
            compliance == PolicyCompliance.Conflicting
                ? List.of(PolicyId.parse(ASSIGNMENTS + "other"))
                : List.of(),
            null,
            List.of(
                new Deployed(
                    id.extension(
                        "Microsoft.KubernetesConfiguration/fluxConfigurations", "baseline"),
                    "d1")),
            NOW,
            NOW.minusSeconds(5),
            Connectivity.State.Offline,
            NOW.minusSeconds(60)));
  }

  private Reply query(String scope, String options) {
    return api.call("POST", scope + STATES + "queryResults" + options).send();
  }

  @Test
  void aPathMayBePercentEncoded() {
    // Given
    String type = "/providers/Microsoft.PolicyInsights/policy%53tates/latest/";

    // When
    Reply asked =
        api.call("POST", "/subscriptions/" + SUBSCRIPTION + type + "triggerEvaluation").send();
    Reply rows = api.call("POST", "/subscriptions/" + SUBSCRIPTION + type + "queryResults").send();

    // Then
    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    assertThat(rows.json().path("@odata.context").asText())
        .endsWith("/providers/Microsoft.PolicyInsights/policyStates/$metadata#latest");
  }

  @Test
  void aRowHasAzuresShapeAndWhatOnlyFairleadKnows() {
    // Given
    say("ship", PolicyCompliance.NonCompliant, Reason.NotReconciled);

    // When
    Reply reply = query("/subscriptions/" + SUBSCRIPTION, "");

    // Then
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    JsonNode row = reply.json().at("/value/0");
    assertThat(reply.json().path("@odata.count").asInt()).isEqualTo(1);
    assertThat(reply.json().path("@odata.context").asText())
        .isEqualTo(
            api.url()
                + "/subscriptions/"
                + SUBSCRIPTION
                + "/providers/Microsoft.PolicyInsights/policyStates/$metadata#latest");
    assertThat(row.path("timestamp").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(row.path("resourceId").asText()).isEqualTo(CLUSTER);
    assertThat(row.path("policyAssignmentId").asText()).isEqualTo(ASSIGNMENTS + "baseline");
    assertThat(row.path("policyAssignmentScope").asText()).isEqualTo(GROUP);
    assertThat(row.path("policyDefinitionName").asText()).isEqualTo("deploy");
    assertThat(row.path("policyDefinitionAction").asText()).isEqualTo("deployIfNotExists");
    assertThat(row.path("policyDefinitionCategory").asText()).isEqualTo("Kubernetes");
    assertThat(row.path("resourceType").asText())
        .isEqualTo("Microsoft.Kubernetes/connectedClusters");
    assertThat(row.path("complianceState").asText()).isEqualTo("NonCompliant");
    assertThat(row.path("isCompliant").asBoolean()).isFalse();
    assertThat(row.path("complianceReasonCode").asText()).isEqualTo("NotReconciled");
    assertThat(row.path("message").asText()).isEqualTo("It is so.");
    assertThat(row.path("nonComplianceMessage").asText()).isEqualTo("Ask platform.");
    assertThat(row.path("asOf").asText()).isEqualTo("2025-12-31T23:59:55Z");
    assertThat(row.path("resourceTags").asText())
        .isEqualTo("{\"Area\":\"\\\"5\\\"\",\"stage\":\"edge\"}");
    assertThat(row.path("effectiveParameters").asText("none")).isEmpty();
    assertThat(row.path("offline").asBoolean()).isTrue();
    assertThat(row.path("lastConnectivityTime").asText()).isEqualTo("2025-12-31T23:59:00Z");
    assertThat(row.path("deployedResourceIds")).hasToString("[\"" + FLUX + "/baseline\"]");
  }

  @Test
  void aConflictIsAzuresWordAndSaysWithWhom() {
    // Given
    say("ship", PolicyCompliance.Conflicting, Reason.Contested);

    // When
    JsonNode row = query(GROUP, "?$select=complianceState,ConflictsWith").json().at("/value/0");

    // Then
    assertThat(row.path("complianceState").asText()).isEqualTo("Conflict");
    assertThat(row.path("conflictsWith")).hasToString("[\"" + ASSIGNMENTS + "other\"]");
    assertThat(row.has("resourceId")).isFalse();
  }

  @Test
  void topIsTheMostRowsOfAllPagesTogether() {
    // Given
    for (int i = 1000; i < 2250; i++) {
      say("ship" + i, PolicyCompliance.Unknown, Reason.NoStatus);
    }

    // When
    Reply few = query(GROUP, "?$top=2");
    Reply first = query(GROUP, "?$top=1200&$orderby=timestamp%20desc");
    Reply second = api.get(first.at("/@odata.nextLink"));

    // Then
    assertThat(few.json().path("value")).hasSize(2);
    assertThat(few.json().has("@odata.nextLink")).isFalse();
    assertThat(first.json().path("value")).hasSize(1000);
    assertThat(first.at("/@odata.nextLink")).contains("&$orderby=timestamp%20desc&$top=200&");
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json().path("value")).hasSize(200);
    assertThat(second.json().has("@odata.nextLink")).isFalse();
    assertThat(second.at("/value/0/resourceId")).isEqualTo(CLUSTERS + "/ship2000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?$filter=color%20eq%20'red'",
        "?$orderby=color",
        "?$select=color",
        "?$top=0",
        "?$top=-1",
        "?$from=yesterday",
        "?$apply=groupby((resourceId))",
        "?$skiptoken=nonsense"
      })
  void whatCannotBeAskedIsRefusedByName(String options) {
    // When
    Reply refused = query(GROUP, options);

    // Then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("InvalidQueryParameter");
    assertThat(refused.at("/error/target")).isEqualTo(options.substring(1, options.indexOf('=')));
  }

  @Test
  void aFilterIsNotSoLongThatALinkInTheAnswerCouldNotBeFollowed() {
    // Given
    for (int i = 1000; i < 2100; i++) {
      say("ship" + i, PolicyCompliance.Unknown, Reason.NoStatus);
    }
    String longest = "?$select=resourceId&$filter=resourceId%20ne%20'" + "a".repeat(3400) + "'";

    // When
    Reply first = query(GROUP, longest);
    Reply second = api.get(first.at("/@odata.nextLink"));
    Reply tooLong = query(GROUP, "?$filter=resourceId%20ne%20'" + "%C3%A9".repeat(700) + "'");
    Reply summary = api.call("POST", GROUP + STATES + "summarize" + longest).send();

    // Then
    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(first.at("/@odata.nextLink").length()).isLessThan(8192);
    assertThat(second.json().path("value")).hasSize(100);
    for (Reply refused : List.of(tooLong, summary)) {
      assertThat(refused.code()).isEqualTo("InvalidQueryParameter");
      assertThat(refused.at("/error/target")).isEqualTo("$filter");
      assertThat(refused.at("/error/message")).contains("characters", "several queries");
    }
  }

  @Test
  void everyScopeHasStatesAndOneThatIsNotThereIsNotFound() {
    // Given
    say("ship", PolicyCompliance.Compliant, Reason.Confirmed);
    String definition = PROVIDER + "policyDefinitions/deploy";

    // Then
    for (String scope :
        List.of(
            "/subscriptions/" + SUBSCRIPTION,
            GROUP,
            CLUSTER,
            ASSIGNMENTS + "baseline",
            definition,
            "/" + CLUSTER)) {
      assertThat(query(scope, "").json().path("value")).as(scope).hasSize(1);
    }
    assertThat(query(GROUP + "2", "").code()).isEqualTo("ResourceGroupNotFound");
    assertThat(query(CLUSTER + "2", "").code()).isEqualTo("ResourceNotFound");
    assertThat(query(FLUX + "/x", "").code()).isEqualTo("ResourceNotFound");
    assertThat(query(definition + "2", "").code()).isEqualTo("PolicyDefinitionNotFound");
    assertThat(query(ASSIGNMENTS + "x", "").code()).isEqualTo("PolicyAssignmentNotFound");
    assertThat(
            api.call("POST", GROUP + STATES.replace("latest", "oldest") + "queryResults")
                .send()
                .code())
        .isEqualTo("InvalidResourceName");
  }

  @Test
  void anEvaluationThatIsAskedForHasEndedWhereTheAnswerSays() {
    // When
    Reply asked = api.call("POST", GROUP + STATES + "triggerEvaluation").send();
    Reply ended = api.get(asked.header("Azure-AsyncOperation").orElseThrow());
    Reply nowhere = api.call("POST", GROUP + "2" + STATES + "triggerEvaluation").send();

    // Then
    assertThat(asked.status()).isEqualTo(202);
    assertThat(asked.header("Location")).isEqualTo(asked.header("Azure-AsyncOperation"));
    assertThat(ended.status()).isEqualTo(200);
    assertThat(ended.at("/status")).isEqualTo("Succeeded");
    assertThat(nowhere.code()).isEqualTo("ResourceGroupNotFound");
  }
}
