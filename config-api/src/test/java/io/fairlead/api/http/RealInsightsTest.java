package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTER;
import static io.fairlead.api.support.ApiUnderTest.CLUSTERS;
import static io.fairlead.api.support.ApiUnderTest.FLUX;
import static io.fairlead.api.support.ApiUnderTest.GROUP;
import static io.fairlead.api.support.ApiUnderTest.SUBSCRIPTION;
import static io.fairlead.api.support.ApiUnderTest.cluster;
import static io.fairlead.api.support.ApiUnderTest.flux;
import static io.fairlead.api.support.PolicySamples.ASSIGNMENTS;
import static io.fairlead.api.support.PolicySamples.AUDIT;
import static io.fairlead.api.support.PolicySamples.DEPLOY;
import static io.fairlead.api.support.PolicySamples.assignment;
import static io.fairlead.api.support.PolicySamples.define;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.RealStore;
import io.fairlead.api.work.EvaluationPool;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.embedded.Backing;
import io.fairlead.embedded.Database;
import io.fairlead.store.WithdrawalCheck;
import io.fairlead.store.postgres.StoreSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the API says of policies, over real PostgreSQL.
@Tag("process")
final class RealInsightsTest {
  private static final String STATES = "/providers/Microsoft.PolicyInsights/policyStates/latest/";
  private static final String BASELINE =
      "/providers/Microsoft.KubernetesConfiguration/fluxConfigurations/baseline";
  private static final String SUB = "/subscriptions/" + SUBSCRIPTION;

  private final Database database = Backing.shared().newDatabase();
  private final RealStore store = new RealStore(database);
  private final ApiUnderTest api = store.api();

  @AfterEach
  void close() {
    api.close();
    store.close();
  }

  private Reply query(String scope, String filter) {
    String options =
        filter.isEmpty()
            ? ""
            : "?$filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8).replace("+", "%20");
    Reply reply = api.call("POST", scope + STATES + "queryResults" + options).send();
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply;
  }

  private static List<String> names(Reply reply) {
    List<String> names = new ArrayList<>();
    reply
        .json()
        .path("value")
        .forEach(
            row -> {
              String id = row.path("resourceId").asText();
              names.add(id.substring(id.lastIndexOf('/') + 1));
            });
    return names;
  }

  @Test
  void statesAreFilteredOrderedPagedAndCounted() {
    // Given
    define(api, "deploy", DEPLOY);
    api.put(CLUSTERS + "/a", cluster());
    api.put(CLUSTERS + "/b", cluster());
    api.put(CLUSTERS + "/c", cluster().replace("westeurope", "eastus"));
    api.put(ASSIGNMENTS + "one", assignment("deploy", ""));
    api.put(ASSIGNMENTS + "two", assignment("deploy", ""));
    store.say("a", "one", "Compliant", "Confirmed");
    store.say("a", "two", "NonCompliant", "Refused");
    store.say("b", "one", "Conflicting", "Contested");
    store.say("c", "one", "Unknown", "NoStatus");
    store.sql(
        "insert into cluster_connectivity (uid, epoch, session, session_open, last_heartbeat_at,"
            + " connected_since) select uid, 1, 1, false, now() - interval '1 day',"
            + " now() - interval '2 days' from clusters where id like '%/c'");

    // When
    Reply all = query(SUB, "");
    Reply conflict = query(GROUP, "complianceState eq 'Conflict' or isCompliant eq true");
    Reply east = query(GROUP, "ResourceLocation eq 'EASTUS' and not (isCompliant eq true)");
    Reply ofTwo = query(ASSIGNMENTS + "two", "");
    Reply ofA = query(CLUSTERS + "/a", "contains(policyAssignmentName, 'wo')");
    Reply timed = query(SUB, "timestamp gt 2099-01-01T00:00:00Z");
    Reply ordered =
        api.call(
                "POST",
                GROUP + STATES + "queryResults?$orderby=complianceState%20desc,resourceId&$top=2")
            .send();
    Reply summary = api.call("POST", GROUP + STATES + "summarize").send();

    // Then
    assertThat(names(all)).containsExactly("a", "a", "b", "c");
    assertThat(names(conflict)).containsExactly("a", "b");
    assertThat(names(east)).containsExactly("c");
    assertThat(east.at("/value/0/offline")).isEqualTo("true");
    assertThat(names(ofTwo)).containsExactly("a");
    assertThat(ofA.json().path("value")).hasSize(1);
    assertThat(timed.json().path("value")).isEmpty();
    assertThat(names(ordered)).containsExactly("c", "a");
    JsonNode results = summary.json().at("/value/0/results");
    assertThat(results.path("nonCompliantResources").asInt()).isEqualTo(1);
    assertThat(results.path("nonCompliantPolicies").asInt()).isEqualTo(1);
    assertThat(results.path("offlineClusters").asInt()).isEqualTo(1);
    assertThat(results.path("resourceDetails"))
        .hasToString(
            "[{\"complianceState\":\"compliant\",\"count\":0},"
                + "{\"complianceState\":\"noncompliant\",\"count\":1},"
                + "{\"complianceState\":\"exempt\",\"count\":0},"
                + "{\"complianceState\":\"conflict\",\"count\":1},"
                + "{\"complianceState\":\"unknown\",\"count\":1}]");
    JsonNode assignments = summary.json().at("/value/0/policyAssignments");
    assertThat(assignments).hasSize(2);
    assertThat(assignments.at("/1/policyAssignmentId").asText()).isEqualTo(ASSIGNMENTS + "two");
    assertThat(assignments.at("/1/policyDefinitions/0/effect").asText())
        .isEqualTo("deployIfNotExists");
    assertThat(
            names(api.call("POST", assignments.at("/1/results/queryResultsUri").asText()).send()))
        .containsExactly("a");
  }

  @Test
  void aRowHasTheTagsOfItsClusterAsTheyAreNow() {
    // Given
    define(api, "deploy", DEPLOY);
    api.put(CLUSTERS + "/a", cluster());
    api.put(CLUSTERS + "/b", cluster());
    api.put(ASSIGNMENTS + "one", assignment("deploy", ""));
    store.say("a", "one", "Compliant", "Confirmed");
    store.say("b", "one", "Compliant", "Confirmed");
    api.put(CLUSTERS + "/a", cluster().replaceFirst("\\{", "{\"tags\": {\"stage\": \"edge\"},"));

    // When
    Reply rows = query(SUB, "");

    // Then
    assertThat(rows.at("/value/0/resourceTags")).isEqualTo("{\"stage\":\"edge\"}");
    assertThat(rows.at("/value/1/resourceTags")).isEqualTo("{}");
  }

  @Test
  void aQueryThatTakesTooLongIsEndedByTheDatabase() throws SQLException {
    // Given
    StoreSettings defaults = StoreSettings.DEFAULT;
    RealStore impatient =
        new RealStore(
            database,
            new StoreSettings(
                defaults.offlineAfter(),
                defaults.confirmationAwaited(),
                defaults.operationsKept(),
                Duration.ofMillis(300),
                defaults.auditKept()));
    try (ApiUnderTest asked = impatient.api();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table policy_states, policy_counts");

      // When
      Reply states = asked.call("POST", SUB + STATES + "queryResults").send();
      Reply summary = asked.call("POST", SUB + STATES + "summarize").send();

      // Then
      for (Reply late : List.of(states, summary)) {
        assertThat(late.status()).as(late.text()).isEqualTo(504);
        assertThat(late.code()).isEqualTo("GatewayTimeout");
        assertThat(late.header("Retry-After")).isPresent();
      }
    } finally {
      impatient.close();
    }
  }

  @Test
  void anotherProcessDeniesFromTheVeryNextWriteAndForgetsWhatIsGone() {
    // Given
    RealStore other = new RealStore(database);
    try (ApiUnderTest elsewhere = other.api()) {
      api.register();
      define(api, "deny", AUDIT.replace("\"effect\": \"audit\"", "\"effect\": \"deny\""));
      String url = FLUX + "/x";
      List<Integer> statuses = new ArrayList<>();

      // When
      statuses.add(elsewhere.put(url, flux("a")).status());
      api.put(ASSIGNMENTS + "deny", assignment("deny", ""));
      statuses.add(elsewhere.put(url, flux("b")).status());
      api.put(ASSIGNMENTS + "deny", assignment("deny", ", \"enforcementMode\": \"DoNotEnforce\""));
      statuses.add(elsewhere.put(url, flux("c")).status());
      api.put(ASSIGNMENTS + "deny", assignment("deny", ""));
      statuses.add(elsewhere.put(url, flux("d")).status());
      api.delete(ASSIGNMENTS + "deny");
      store.sql("delete from policies where lifecycle = 'Removed'"); // As the publisher does.
      statuses.add(elsewhere.put(url, flux("e")).status());

      // Then
      assertThat(statuses).containsExactly(201, 403, 200, 403, 200);
    } finally {
      other.close();
    }
  }

  @Test
  void aPreviewReadsTheFleetInPagesWithoutMixingUpNeighbours() {
    // Given
    define(api, "deploy", DEPLOY);
    String staged = cluster().replaceFirst("\\{", "{\"tags\": {\"stage\": \"edge\"},");
    for (String name : List.of("a", "a-b", "a.b", "b")) {
      api.put(CLUSTERS + "/" + name, staged);
    }
    String flux = "/providers/Microsoft.KubernetesConfiguration/fluxConfigurations/baseline";
    api.put(CLUSTERS + "/a" + flux, flux("old"));
    api.put(CLUSTERS + "/a-b" + flux, flux("main"));
    List<String> seen = new ArrayList<>();

    // When
    String next = ASSIGNMENTS + "draft/preview?$top=1";
    List<JsonNode> totals = new ArrayList<>();
    while (!next.isEmpty()) {
      Reply page = api.call("POST", next).body(assignment("deploy", "")).send();
      assertThat(page.status()).as(page.text()).isEqualTo(200);
      totals.add(page.json().path("totals"));
      String id = page.at("/value/0/resourceId");
      seen.add(
          id.substring(id.lastIndexOf('/') + 1)
              + " "
              + page.at("/value/0/configurations/0/action"));
      next = page.at("/nextLink");
    }
    Reply one =
        api.call(
                "POST",
                CLUSTERS + "/a/providers/Microsoft.Authorization/policyAssignments/draft/preview")
            .body(assignment("deploy", ""))
            .send();

    // Then
    assertThat(seen).containsExactly("a Change", "a-b Keep", "a.b Create", "b Create");
    assertThat(totals.getFirst().path("configurations"))
        .hasToString(
            "{\"create\":2,\"change\":1,\"keep\":1,\"conflict\":0,\"refuse\":0,\"remove\":0,\"notEnforced\":0}");
    assertThat(one.json().path("value")).hasSize(1);
    assertThat(api.get(CLUSTER).status()).isEqualTo(404);
  }

  @Test
  void whatAPolicyWroteIsUnwantedOnlyWhileNoPolicyWantsItAndNoExemptionCoversIt() {
    // Given
    define(api, "deploy", DEPLOY);
    api.put(CLUSTERS + "/a", cluster().replaceFirst("\\{", "{\"tags\": {\"stage\": \"edge\"},"));
    String assigned = ASSIGNMENTS + "one";
    api.put(
        assigned,
        assignment("deploy", ", \"metadata\": {\"fairlead\": {\"onUnassign\": \"remove\"}}"));
    ResourceId baseline = ResourceId.parse(CLUSTERS + "/a" + BASELINE);
    api.put(baseline.toString(), flux("main"));
    store.sql(
        """
        update configurations c set managed_by = jsonb_build_object('assignment', a.id,
          'assignmentUid', a.uid, 'reference', '', 'digest', 'some', 'onUnassign', 'Remove',
          'generation', c.generation)
        from policies a where a.id = '%s'
        """
            .formatted(assigned));
    String exemption = GROUP + "/providers/Microsoft.Authorization/policyExemptions/one";
    Instant expiresOn = Instant.parse("2999-01-01T00:00:00Z");
    try (EvaluationPool threads = new EvaluationPool()) {
      WithdrawalCheck check = store.withdrawals(threads);

      // When
      Set<ResourceId> whileAssigned = unwanted(check, baseline, Instant.EPOCH);
      api.put(
          exemption,
          "{\"properties\": {\"policyAssignmentId\": \"%s\", \"exemptionCategory\": \"Waiver\","
                  .formatted(assigned)
              + " \"expiresOn\": \"%s\"}}".formatted(expiresOn));
      api.delete(assigned);
      Set<ResourceId> whileExempt = unwanted(check, baseline, expiresOn.minusSeconds(1));
      Set<ResourceId> onceExpired = unwanted(check, baseline, expiresOn);
      api.delete(exemption);
      Set<ResourceId> afterwards = unwanted(check, baseline, Instant.EPOCH);
      api.put(ASSIGNMENTS + "two", assignment("deploy", ""));
      Set<ResourceId> whileAnotherWantsIt = unwanted(check, baseline, Instant.EPOCH);

      // Then
      assertThat(whileAssigned).isEmpty();
      assertThat(whileExempt).isEmpty();
      assertThat(onceExpired).containsExactly(baseline);
      assertThat(afterwards).containsExactly(baseline);
      assertThat(whileAnotherWantsIt).isEmpty();
    }
  }

  /// Asks for it together with more than are read at a time.
  private static Set<ResourceId> unwanted(
      WithdrawalCheck check, ResourceId configuration, Instant decidedAt) {
    List<Deployment> asked = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      asked.add(withdrawal(ResourceId.parse(CLUSTERS + "/none" + i + BASELINE), decidedAt));
    }
    asked.add(withdrawal(configuration, decidedAt));
    return check.unwanted(asked).await().indefinitely();
  }

  private static Deployment withdrawal(ResourceId configuration, Instant decidedAt) {
    UUID some = new UUID(0, 1);
    PolicyId assignment = PolicyId.parse(ASSIGNMENTS + "one");
    return new Deployment(
        configuration,
        new Deployment.Basis(1, some, 1, assignment, some, 0, "", decidedAt),
        new Deployment.Action.Withdraw());
  }
}
