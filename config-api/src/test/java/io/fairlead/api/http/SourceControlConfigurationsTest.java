package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTER;
import static io.fairlead.api.support.ApiUnderTest.SOURCE_CONTROL;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.FakeDatabase;
import io.fairlead.store.Connectivity;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SourceControlConfigurationsTest {
  private static final String LEGACY = SOURCE_CONTROL + "/legacy";
  private static final String BODY =
      "{\"properties\": {\"repositoryUrl\": \"https://git.example.com/fleet\","
          + " \"operatorParams\": \"--git-branch=main \"}}";

  private final FakeDatabase database = new FakeDatabase();
  private final ApiUnderTest api = ApiUnderTest.over(database);

  @BeforeEach
  void registerCluster() {
    api.register();
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aNewOneIsAnsweredAtOnceAsAzureDoes() {
    // When
    Reply created = api.put(LEGACY, BODY);

    // Then
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Azure-AsyncOperation")).isEmpty();
    assertThat(created.at("/properties/provisioningState")).isEqualTo("Succeeded");
    assertThat(created.at("/properties/operatorInstanceName")).isEqualTo("legacy");
    assertThat(created.at("/properties/operatorParams"))
        .isEqualTo("--git-readonly --git-branch=main");
    assertThat(created.json().at("/properties/configurationProtectedSettings").isObject()).isTrue();
    assertThat(created.at("/properties/complianceStatus/complianceState")).isEqualTo("Pending");
    assertThat(created.at("/properties/complianceStatus/lastConfigApplied"))
        .isEqualTo("0001-01-01T00:00:00+00:00");
  }

  @Test
  void theSameBodyAgainChangesNothing() {
    // Given
    Reply created = api.put(LEGACY, BODY);

    // When
    Reply again = api.put(LEGACY, created.text());

    // Then
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.etag()).isEqualTo(created.etag());
  }

  @Test
  void aDeletedOneIsGoneForCallersThoughItsClusterHasYetToCleanUp() {
    // Given
    Instant now = database.clock().instant();
    database.connectivity(
        CLUSTER, new Connectivity(Connectivity.State.Connected, now, now, true, null, null));
    api.put(LEGACY, BODY);

    // When
    Reply deleted = api.delete(LEGACY);

    // Then
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(api.get(LEGACY).code()).isEqualTo("ResourceNotFound");
    assertThat(api.get(SOURCE_CONTROL).json().at("/value")).isEmpty();
    assertThat(api.delete(LEGACY).status()).isEqualTo(204);
    assertThat(api.put(LEGACY, BODY).status()).isEqualTo(201);
  }

  @Test
  void aNameThatDoesNotFitTheOperatorIsExplained() {
    // When
    Reply refused = api.put(SOURCE_CONTROL + "/a-name-of-more-than-23-characters", BODY);

    // Then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/error/target")).isEqualTo("properties.operatorInstanceName");
    assertThat(refused.at("/error/message"))
        .contains("1 to 23", "left out, so the resource's name was taken; give one");
  }

  @Test
  void preconditionsAreHonoured() {
    // Given
    String etag = api.put(LEGACY, BODY).etag();
    String stale = "\"00000000-0000-0000-0000-000000000000-1\"";

    // When
    Reply put = api.call("PUT", LEGACY).header("If-Match", stale).body(BODY).send();
    Reply deleted = api.call("DELETE", LEGACY).header("If-Match", stale).send();
    Reply created = api.call("PUT", LEGACY).header("If-None-Match", "*").body(BODY).send();

    // Then
    assertThat(put.status()).isEqualTo(412);
    assertThat(deleted.status()).isEqualTo(412);
    assertThat(created.status()).isEqualTo(412);
    assertThat(created.etag()).isEqualTo(etag);
  }
}
