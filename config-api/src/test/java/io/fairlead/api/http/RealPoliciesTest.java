package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTER;
import static io.fairlead.api.support.ApiUnderTest.GROUP;
import static io.fairlead.api.support.ApiUnderTest.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.RealStore;
import io.fairlead.embedded.Backing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Azure Policy's resources over real PostgreSQL.
@Tag("process")
final class RealPoliciesTest {
  private static final String PROVIDER =
      "/subscriptions/" + SUBSCRIPTION + "/providers/Microsoft.Authorization/";

  private static final String ASSIGNMENTS = "/providers/Microsoft.Authorization/policyAssignments";
  private static final String EXEMPTIONS = "/providers/Microsoft.Authorization/policyExemptions";

  private final RealStore store = new RealStore(Backing.shared().newDatabase());
  private final ApiUnderTest api = store.api();

  @AfterEach
  void close() {
    api.close();
    store.close();
  }

  @Test
  void aDefinitionAndAnInitiativeLiveThroughAllTheirOperations() {
    // Given
    String definition = PROVIDER + "policyDefinitions/audit";
    String set = PROVIDER + "policySetDefinitions/set";
    String rule = "{\"then\":{\"effect\":\"audit\"},\"if\":{\"exists\":false,\"value\":null}}";
    String body = "{\"properties\":{\"metadata\":{\"category\":\"Fleet\"},\"policyRule\":" + rule;

    // When
    Reply created = api.put(definition, body + "}}");
    Reply same = api.put(definition, created.text());
    Reply shown = api.get(definition);
    Reply listed = api.get(PROVIDER + "policyDefinitions?$filter=category%20eq%20'fleet'");
    Reply named =
        api.put(
            set,
            "{\"properties\":{\"policyDefinitions\":[{\"policyDefinitionId\":\"%s\"}]}}"
                .formatted(definition));
    Reply held = api.delete(definition);

    // Then
    assertThat(created.status()).isEqualTo(201);
    assertThat(same.etag()).isEqualTo(created.etag());
    assertThat(shown.json().at("/properties/policyRule")).hasToString(rule);
    assertThat(listed.json().at("/value/0")).isEqualTo(shown.json());
    assertThat(named.status()).isEqualTo(201);
    assertThat(held.code()).isEqualTo("InvalidDeletePolicyDefinitionRequest");
    assertThat(api.delete(set).status()).isEqualTo(200);
    assertThat(api.delete(definition).status()).isEqualTo(200);
    assertThat(api.get(definition).status()).isEqualTo(404);
  }

  @Test
  void anAssignmentAndAnExemptionAtAClusterGoWithIt() {
    // Given
    api.register();
    String definition = PROVIDER + "policyDefinitions/audit";
    String assignment = GROUP + ASSIGNMENTS + "/base";
    String exemption = CLUSTER + EXEMPTIONS + "/later";
    api.put(
        definition,
        "{\"properties\":{\"policyRule\":{\"if\":{\"field\":\"type\",\"equals\":\"x\"},\"then\":{\"effect\":\"audit\"}}}}");

    // When
    Reply assigned =
        api.put(
            assignment, "{\"properties\":{\"policyDefinitionId\":\"%s\"}}".formatted(definition));
    Reply exempted =
        api.put(
            exemption,
            "{\"properties\":{\"policyAssignmentId\":\"%s\",\"exemptionCategory\":\"Waiver\"}}"
                .formatted(assignment));
    Reply listed =
        api.get(CLUSTER + ASSIGNMENTS + "?$filter=policyDefinitionId%20eq%20'" + definition + "'");
    Reply exemptions =
        api.get(CLUSTER + EXEMPTIONS + "?$filter=policyAssignmentId%20eq%20'" + assignment + "'");
    Reply shown = api.get(assignment);
    Reply shownExemption = api.get(exemption);
    api.delete(CLUSTER);

    // Then
    assertThat(assigned.status()).isEqualTo(201);
    assertThat(exempted.status()).isEqualTo(201);
    assertThat(listed.json().at("/value/0")).isEqualTo(shown.json());
    assertThat(exemptions.json().at("/value/0")).isEqualTo(shownExemption.json());
    assertThat(api.get(exemption).status()).isEqualTo(404);
    assertThat(api.get(assignment).status()).isEqualTo(200);
  }
}
