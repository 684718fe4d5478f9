package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTER;
import static io.fairlead.api.support.ApiUnderTest.FLUX;
import static io.fairlead.api.support.ApiUnderTest.GROUP;
import static io.fairlead.api.support.ApiUnderTest.SOURCE_CONTROL;
import static io.fairlead.api.support.ApiUnderTest.SUBSCRIPTION;
import static io.fairlead.api.support.ApiUnderTest.cluster;
import static io.fairlead.api.support.ApiUnderTest.flux;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.FakeDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Policies with the effect `deny`, asked before a write.
final class DenyTest {
  private static final String PROVIDER =
      "/subscriptions/" + SUBSCRIPTION + "/providers/Microsoft.Authorization/";

  private static final String ASSIGNMENT =
      GROUP + "/providers/Microsoft.Authorization/policyAssignments/own-git";

  private static final String EXEMPTION =
      CLUSTER + "/providers/Microsoft.Authorization/policyExemptions/later";

  private static final String BASELINE = FLUX + "/baseline";

  private final FakeDatabase database = new FakeDatabase();
  private final ApiUnderTest api = ApiUnderTest.over(database);

  @BeforeEach
  void aDefinition() {
    api.register();
    define(
        "git",
        "Microsoft.KubernetesConfiguration/fluxConfigurations",
        """
        {"field": "Microsoft.KubernetesConfiguration/fluxConfigurations/gitRepository.url",
         "notLike": "https://git.allowed.example/*"}
        """);
  }

  @AfterEach
  void close() {
    api.close();
  }

  private void define(String name, String type, String condition) {
    Reply defined =
        api.put(
            PROVIDER + "policyDefinitions/" + name,
            """
            {"properties": {"mode": "All", "displayName": "Our Git server only", "policyRule": {
              "if": {"allOf": [{"field": "type", "equals": "%s"}, %s]},
              "then": {"effect": "deny"}}}}
            """
                .formatted(type, condition));
    assertThat(defined.status()).as(defined.text()).isEqualTo(201);
  }

  private void assign(String assignment, String definition, String more) {
    Reply assigned =
        api.put(
            assignment,
            """
            {"properties": {"policyDefinitionId": "%spolicyDefinitions/%s"%s}}
            """
                .formatted(PROVIDER, definition, more));
    assertThat(assigned.status()).as(assigned.text()).isEqualTo(201);
  }

  @Test
  void aConfigurationThatAPolicyDeniesIsNotWrittenAndTheAnswerNamesThePolicy() {
    // Given
    assign(
        ASSIGNMENT,
        "git",
        ", \"displayName\": \"Own Git\", \"nonComplianceMessages\": [{\"message\": \"Ask platform.\"}]");

    // When
    Reply refused = api.put(BASELINE, flux("main"));

    // Then
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("RequestDisallowedByPolicy");
    assertThat(refused.at("/error/target")).isEqualTo("baseline");
    assertThat(refused.at("/error/message"))
        .isEqualTo(
            "Resource 'baseline' was disallowed by policy. Reasons: 'Ask platform.' (assignment"
                + " 'Own Git'). See error details for policy resource IDs.");
    JsonNode violation = refused.json().at("/error/additionalInfo/0");
    assertThat(violation.path("type").asText()).isEqualTo("PolicyViolation");
    assertThat(violation.at("/info/policyDefinitionId").asText())
        .isEqualTo(PROVIDER + "policyDefinitions/git");
    assertThat(violation.at("/info/policyDefinitionEffect").asText()).isEqualTo("deny");
    assertThat(violation.at("/info/policyAssignmentId").asText()).isEqualTo(ASSIGNMENT);
    assertThat(violation.at("/info/policyAssignmentScope").asText()).isEqualTo(GROUP);
    assertThat(violation.at("/info/nonComplianceMessage").asText()).isEqualTo("Ask platform.");
    assertThat(api.get(BASELINE).status()).isEqualTo(404);
  }

  @Test
  void aPatchThatAPolicyDeniesChangesNothing() {
    // Given
    api.put(BASELINE, flux("main").replace("git.example.com", "git.allowed.example"));
    assign(ASSIGNMENT, "git", "");
    Reply before = api.get(BASELINE);

    // When
    Reply refused =
        api.patch(
            BASELINE,
            "{\"properties\": {\"gitRepository\": {\"url\": \"https://other.example/x\"}}}");

    // Then
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.at("/error/message")).contains("the rule of 'Our Git server only' matches");
    assertThat(api.get(BASELINE).text()).isEqualTo(before.text());
    assertThat(api.patch(BASELINE, "{\"properties\": {\"suspend\": true}}").status())
        .isEqualTo(202);
  }

  @Test
  void anAssignmentCountsFromTheVeryNextWriteAndAsLongAsItIsThere() {
    // When
    int before = api.put(BASELINE, flux("a")).status();
    assign(ASSIGNMENT, "git", "");
    int during = api.put(BASELINE, flux("b")).status();
    api.delete(ASSIGNMENT);
    int after = api.put(BASELINE, flux("c")).status();

    // Then
    assertThat(before).isEqualTo(201);
    assertThat(during).isEqualTo(403);
    assertThat(after).isEqualTo(200);
  }

  @Test
  void whatIsNotEnforcedOrNotInScopeOrNotMeantDeniesNothing() {
    // Given
    assign(ASSIGNMENT, "git", ", \"enforcementMode\": \"DoNotEnforce\"");
    String elsewhere = GROUP.replace("/fleet", "/other");
    api.put(elsewhere, "{\"location\": \"westeurope\"}");
    assign(elsewhere + "/providers/Microsoft.Authorization/policyAssignments/own-git", "git", "");
    assign(
        GROUP + "/providers/Microsoft.Authorization/policyAssignments/not-here",
        "git",
        ", \"notScopes\": [\"" + CLUSTER + "\"]");

    // When
    Reply written = api.put(BASELINE, flux("main"));
    Reply legacy =
        api.put(
            SOURCE_CONTROL + "/legacy",
            "{\"properties\": {\"repositoryUrl\": \"https://git.example.com/fleet\"}}");

    // Then
    assertThat(written.status()).isEqualTo(201);
    assertThat(legacy.status()).isEqualTo(201);
  }

  @Test
  void anExemptionAllowsUntilItExpires() {
    // Given
    assign(ASSIGNMENT, "git", "");
    Reply exempted =
        api.put(
            EXEMPTION,
            """
            {"properties": {"policyAssignmentId": "%s", "exemptionCategory": "Waiver",
             "expiresOn": "2026-01-01T01:00:00Z"}}
            """
                .formatted(ASSIGNMENT));

    // When
    int exempt = api.put(BASELINE, flux("a")).status();
    database.pass(Duration.ofHours(2));
    int expired = api.put(BASELINE, flux("b")).status();

    // Then
    assertThat(exempted.status()).as(exempted.text()).isEqualTo(201);
    assertThat(exempt).isEqualTo(201);
    assertThat(expired).isEqualTo(403);
  }

  @Test
  void defaultsAndClustersAreJudgedAsTheyWouldBeStored() {
    // Given
    define(
        "prune",
        "Microsoft.KubernetesConfiguration/fluxConfigurations",
        """
        {"field": "Microsoft.KubernetesConfiguration/fluxConfigurations/suspend", "equals": false}
        """);
    define(
        "tagged",
        "Microsoft.Kubernetes/connectedClusters",
        """
        {"field": "tags['owner']", "exists": false}
        """);
    assign(ASSIGNMENT, "prune", "");
    assign(GROUP + "/providers/Microsoft.Authorization/policyAssignments/owners", "tagged", "");

    // When
    Reply flux = api.put(BASELINE, flux("main"));
    Reply untagged = api.put(CLUSTER + "2", cluster());
    Reply tagged =
        api.put(CLUSTER + "2", cluster().replaceFirst("\\{", "{\"tags\": {\"owner\": \"me\"},"));

    // Then
    assertThat(flux.status()).isEqualTo(403);
    assertThat(untagged.status()).isEqualTo(403);
    assertThat(tagged.status()).as(tagged.text()).isEqualTo(201);
  }
}
