package io.fairlead.api.http;

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
    String rule = "{\"then\":{\"effect\":\"audit\",\"x\":null},\"if\":{\"b\":1,\"a\":[]}}";
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
}
