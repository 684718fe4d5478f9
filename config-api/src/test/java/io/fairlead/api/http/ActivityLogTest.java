package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTER;
import static io.fairlead.api.support.ApiUnderTest.CLUSTERS;
import static io.fairlead.api.support.ApiUnderTest.FLUX;
import static io.fairlead.api.support.ApiUnderTest.GROUP;
import static io.fairlead.api.support.ApiUnderTest.SUBSCRIPTION;
import static io.fairlead.api.support.ApiUnderTest.cluster;
import static io.fairlead.api.support.ApiUnderTest.flux;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Call;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.RealStore;
import io.fairlead.api.support.TestTokens;
import io.fairlead.embedded.Backing;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The activity log, over real PostgreSQL.
@Tag("process")
final class ActivityLogTest {
  private static final String LOG =
      "/subscriptions/"
          + SUBSCRIPTION
          + "/providers/Microsoft.Insights/eventtypes/management/values";
  private static final String SINCE = "eventTimestamp ge '2026-01-01T00:00:00Z'";
  private static final String CANARY = "canary-9d41";

  private final RealStore store = new RealStore(Backing.shared().newDatabase());
  private final ApiUnderTest api = store.api();

  @AfterEach
  void close() {
    api.close();
    store.close();
  }

  private Call asked(String filter, String more) {
    return api.call(
            "GET", LOG + "?$filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8) + more)
        .version("2015-04-01");
  }

  private Reply ask(String filter) {
    return asked(filter, "").send();
  }

  /// Method, resource and status of each event.
  private static List<String> told(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    List<String> told = new ArrayList<>();
    for (JsonNode event : reply.json().path("value")) {
      String id = event.path("resourceId").asText();
      told.add(
          "%s %s %s"
              .formatted(
                  event.at("/httpRequest/method").asText(),
                  id.substring(id.lastIndexOf('/') + 1),
                  event.at("/subStatus/value").asText()));
    }
    return told;
  }

  @Test
  void anEventHasTheShapeOfAzure() {
    // Given
    api.register();
    String ada =
        TestTokens.sign(TestTokens.claims("ada", "Contributor", "/subscriptions/" + SUBSCRIPTION));

    // When
    Reply written =
        api.call("PUT", FLUX + "/baseline")
            .body(flux("main"))
            .as(ada)
            .header("x-ms-correlation-request-id", "Correlated-7")
            .header("x-ms-client-request-id", "client-7")
            .send();
    Reply found = ask("correlationId eq 'correlated-7'");

    // Then
    assertThat(written.status()).isEqualTo(201);
    assertThat(found.json().path("value")).hasSize(1);
    JsonNode event = found.json().at("/value/0");
    String action = "Microsoft.KubernetesConfiguration/fluxConfigurations/write";
    assertThat(event.at("/authorization"))
        .hasToString(
            "{\"action\":\"%s\",\"role\":\"Contributor\",\"scope\":\"%s/baseline\"}"
                .formatted(action, FLUX));
    assertThat(event.path("caller").asText()).isEqualTo("ada");
    assertThat(event.at("/category/value").asText()).isEqualTo("Administrative");
    assertThat(event.at("/claims/idtyp").asText()).isEqualTo("app");
    assertThat(event.path("correlationId").asText()).isEqualTo("Correlated-7");
    assertThat(event.at("/httpRequest"))
        .hasToString(
            "{\"clientRequestId\":\"client-7\",\"clientIpAddress\":\"127.0.0.1\",\"method\":\"PUT\"}");
    assertThat(event.path("level").asText()).isEqualTo("Informational");
    assertThat(event.path("operationId").asText())
        .isEqualTo(written.header("x-ms-request-id").orElseThrow());
    assertThat(event.at("/operationName/value").asText()).isEqualTo(action);
    assertThat(event.path("resourceGroupName").asText()).isEqualTo("fleet");
    assertThat(event.path("resourceId").asText()).isEqualTo(FLUX + "/baseline");
    assertThat(event.at("/resourceProviderName/value").asText())
        .isEqualTo("Microsoft.KubernetesConfiguration");
    assertThat(event.at("/resourceType/value").asText())
        .isEqualTo("Microsoft.KubernetesConfiguration/fluxConfigurations");
    assertThat(event.at("/status/value").asText()).isEqualTo("Succeeded");
    assertThat(event.at("/subStatus/localizedValue").asText())
        .isEqualTo("Created (HTTP Status Code: 201)");
    assertThat(event.path("subscriptionId").asText()).isEqualTo(SUBSCRIPTION);
    assertThat(event.at("/properties/generationAfter").asText()).isNotEmpty();
    assertThat(event.path("id").asText())
        .startsWith(FLUX + "/baseline/events/" + event.path("eventDataId").asText() + "/ticks/6");
  }

  @Test
  void whatWasRefusedIsThereWithItsReason() {
    // Given
    api.register();
    api.put(FLUX + "/baseline", flux("main"));

    // When
    api.call("PUT", FLUX + "/baseline").body(flux("x")).header("If-None-Match", "*").send();
    api.put(FLUX + "/baseline", "{\"properties\": {\"bogus\": 1}}");
    api.put(FLUX + "/baseline", "no JSON");
    api.put(
        CLUSTERS + "/absent/providers/Microsoft.KubernetesConfiguration/fluxConfigurations/b",
        flux("main"));
    api.delete(FLUX + "/nothing");
    Reply unknown = api.call("PUT", FLUX + "/baseline").body(flux("x")).as("no token").send();
    Reply failed = ask(SINCE + " and status eq 'Failed'");

    // Then
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(told(failed))
        .containsExactly(
            "PUT b NotFound",
            "PUT baseline BadRequest",
            "PUT baseline BadRequest",
            "PUT baseline PreconditionFailed");
    assertThat(failed.at("/value/3/properties/errorCode")).isEqualTo("PreconditionFailed");
    assertThat(failed.at("/value/3/level")).isEqualTo("Error");
    assertThat(told(ask(SINCE + " and resourceUri eq '" + FLUX + "/NOTHING'")))
        .containsExactly("DELETE nothing NoContent");
  }

  @Test
  void conditionsNarrowWhatIsFound() {
    // Given
    api.register();
    api.put(FLUX + "/baseline", flux("main"));
    api.put(FLUX + "/baseline", flux("next"));
    api.put(GROUP.replace("fleet", "other"), "{\"location\": \"westeurope\"}");
    String two = "Microsoft.KubernetesConfiguration";

    // When
    List<String> all = told(ask(SINCE));
    List<String> group = told(ask(SINCE + " and resourceGroupName eq 'Other'"));
    List<String> one = told(ask(SINCE + " and resourceUri eq '" + CLUSTER + "'"));
    List<String> provider = told(ask(SINCE + " and resourceProvider eq '" + two + "'"));
    List<String> caller = told(ask(SINCE + " and caller eq 'nobody'"));
    List<String> channels = told(ask(SINCE + " and eventChannels eq 'Admin, Operation'"));
    List<String> early = told(ask(SINCE + " and eventTimestamp le '2026-01-02T00:00:00Z'"));

    // Then
    assertThat(all)
        .containsExactly(
            "PUT other Created", "PUT baseline OK", "PUT baseline Created", "PUT ship Created");
    assertThat(group).containsExactly("PUT other Created");
    assertThat(one).containsExactly("PUT ship Created");
    assertThat(provider).containsExactly("PUT baseline OK", "PUT baseline Created");
    assertThat(caller).isEmpty();
    assertThat(channels).isEqualTo(all);
    assertThat(early).isEmpty();
  }

  @Test
  void pagesNeitherRepeatNorSkipAnything() {
    // Given
    for (int i = 0; i < 5; i++) {
      api.put(CLUSTERS + "/c" + i, cluster());
    }

    // When
    List<String> told = new ArrayList<>();
    Reply page = asked(SINCE, "&$top=2&$select=resourceId,httpRequest,subStatus").send();
    while (true) {
      told.addAll(told(page));
      assertThat(page.json().at("/value/0")).hasSize(3);
      String next = page.at("/nextLink");
      if (next.isEmpty()) {
        break;
      }
      api.put(CLUSTERS + "/later" + told.size(), cluster());
      page = api.get(next);
    }
    Reply foreign =
        asked(SINCE + " and resourceGroupName eq 'fleet'", "&$top=2&$skipToken=" + "YWJj").send();

    // Then
    assertThat(told)
        .containsExactly(
            "PUT c4 Created",
            "PUT c3 Created",
            "PUT c2 Created",
            "PUT c1 Created",
            "PUT c0 Created");
    assertThat(foreign.status()).isEqualTo(400);
    assertThat(foreign.text()).contains("nextLink");
  }

  @Test
  void aCallerSeesWhatItMayRead() {
    // Given
    api.register();
    api.put(CLUSTERS + "/ship-2", cluster());
    api.put(FLUX + "/baseline", flux("main"));
    String reader = TestTokens.sign(TestTokens.claims("reader", "Reader", CLUSTER));
    String onboarding =
        TestTokens.sign(
            TestTokens.claims("robot", "Kubernetes Cluster - Azure Arc Onboarding", CLUSTER));

    // When
    Reply narrowed = asked(SINCE, "").as(reader).send();
    Reply refused = asked(SINCE, "").as(onboarding).send();

    // Then
    assertThat(told(narrowed)).containsExactly("PUT baseline Created", "PUT ship Created");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("Microsoft.Insights/eventtypes/values/read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| since when",
        "resourceGroupName eq 'x'| since when",
        "eventTimestamp ge 'yesterday'| expected a time",
        "eventTimestamp gt '2026-01-01T00:00:00Z'| ge or le",
        "eventTimestamp ge '2026-01-02T00:00:00Z' and eventTimestamp le '2026-01-01T00:00:00Z'| later",
        "eventTimestamp ge '2026-01-01T00:00:00Z' or caller eq 'x'| 'and' or the end",
        "eventTimestamp ge '2026-01-01T00:00:00Z' and bogus eq 'x'| resourceProvider",
        "eventTimestamp ge '2026-01-01T00:00:00Z' and caller ne 'x'| eq after caller",
        "eventTimestamp ge '2026-01-01T00:00:00Z' and caller eq ''| is empty",
        "eventTimestamp ge '2026-01-01T00:00:00Z' and status eq 'Odd'| 'Succeeded' or 'Failed'",
        "eventTimestamp ge '2026-01-01T00:00:00Z' and resourceUri eq 'x' and resourceGroupName eq 'y'| more than one",
        "eventTimestamp ge '2026-01-01T00:00:00Z' and caller eq 'x' and caller eq 'y'| more than once"
      },
      quoteCharacter = '"')
  void aBadFilterIsToldWhatIsAllowed(String filter, String told) {
    // When
    Reply reply = ask(filter.equals("''") ? "" : filter);

    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.at("/error/target")).isEqualTo("$filter");
    assertThat(reply.at("/error/message")).contains(told);
  }

  @Test
  void nothingOfWhatIsWrittenGetsIntoTheLog() throws Exception {
    // Given
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    byte[] key = generator.generateKeyPair().getPublic().getEncoded();
    api.put(
        CLUSTER,
        "{\"location\": \"westeurope\", \"tags\": {\"a\": \"%s\"}, \"properties\": {\"agentPublicKeyCertificate\": \"%s\"}}"
            .formatted(CANARY, Base64.getEncoder().encodeToString(key)));
    String secret = Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8));
    String body =
        """
        {"properties": {"gitRepository": {"url": "https://git.example.com/%s",
        "httpsUser": "robot", "repositoryRef": {"branch": "main"}},
        "configurationProtectedSettings": {"httpsKey": "%s"},
        "kustomizations": {"apps": {"path": "./apps"}}}}
        """
            .formatted(CANARY, secret);

    // When
    Reply written = api.put(FLUX + "/baseline", body);
    Reply refused =
        api.put(
            FLUX + "/baseline",
            body.replace("main\"", "main\", \"" + CANARY + "\": \"" + CANARY + "\""));
    Reply malformed = api.put(FLUX + "/baseline", body.replace("./apps\"", "./apps"));

    // Then
    assertThat(written.status()).as(written.text()).isEqualTo(201);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(malformed.status()).isEqualTo(400);
    List<String> rows = store.column("select audit_entries::text from audit_entries");
    assertThat(rows).hasSize(4).noneMatch(row -> row.contains(CANARY) || row.contains(secret));
    assertThat(ask(SINCE).text()).doesNotContain(CANARY, secret);
  }

  @Test
  void withoutAnEntryThereIsNoChange() {
    // Given
    api.register();
    store.sql("alter table audit_entries add constraint full_up check (false) not valid");

    // When
    Reply written = api.put(FLUX + "/baseline", flux("main"));
    Reply deleted = api.delete(CLUSTER);
    Reply done =
        api.call(
                "POST",
                GROUP
                    + "/providers/Microsoft.PolicyInsights/policyStates/latest"
                    + "/triggerEvaluation")
            .send();

    // Then
    assertThat(written.status()).isEqualTo(500);
    assertThat(deleted.status()).isEqualTo(500);
    assertThat(done.status()).isEqualTo(500);
    assertThat(api.get(FLUX + "/baseline").status()).isEqualTo(404);
    assertThat(api.get(CLUSTER).status()).isEqualTo(200);
  }
}
