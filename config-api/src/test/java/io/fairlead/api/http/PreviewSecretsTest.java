package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTERS;
import static io.fairlead.api.support.ApiUnderTest.cluster;
import static io.fairlead.api.support.PolicySamples.ASSIGNMENTS;
import static io.fairlead.api.support.PolicySamples.DEPLOY_WITH_SECRET;
import static io.fairlead.api.support.PolicySamples.assignment;
import static io.fairlead.api.support.PolicySamples.define;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.FakeDatabase;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.secret.Secret;
import io.fairlead.store.secret.SecretHandover;
import io.fairlead.store.secret.SecretProvider;
import io.fairlead.store.secret.SecretReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a preview says of the secrets that an assignment names.
final class PreviewSecretsTest {
  private static final String KEY = "cHJpdmF0ZQ==";
  private static final String NO_KEY = "neither base64 nor a key!";

  private final List<SecretReference> asked = new CopyOnWriteArrayList<>();
  private final List<String> threads = new CopyOnWriteArrayList<>();
  private final FakeDatabase database = new FakeDatabase();
  private final ApiUnderTest api = ApiUnderTest.over(database, this::find, new Delivery());

  /// Gets all secrets to their clusters.
  private static final class Delivery implements SecretHandover {
    @Override
    public Optional<String> hand(ResourceId configuration, Map<String, Secret> secrets) {
      throw new AssertionError("a preview hands nothing over");
    }
  }

  private SecretProvider.Answer find(SecretReference reference) {
    asked.add(reference);
    threads.add(Thread.currentThread().getName());
    return switch (reference.name()) {
      case "git-key" -> new SecretProvider.Answer.Found(new Secret(KEY));
      case "no-key" -> new SecretProvider.Answer.Found(new Secret(NO_KEY));
      default -> new SecretProvider.Answer.Missing("the folder of secrets has no such file");
    };
  }

  @BeforeEach
  void aDefinitionAndClusters() {
    define(api, "deploy", DEPLOY_WITH_SECRET);
    for (String name : List.of("a", "b", "c")) {
      api.put(
          CLUSTERS + "/" + name,
          cluster().replaceFirst("\\{", "{\"tags\": {\"stage\": \"edge\"},"));
    }
  }

  @AfterEach
  void close() {
    api.close();
  }

  private static Reply preview(ApiUnderTest api, String secret) {
    Reply reply =
        api.call("POST", ASSIGNMENTS + "baseline/preview?$top=1")
            .body(
                assignment(
                    "deploy", ", \"parameters\": {\"secret\": {\"value\": \"" + secret + "\"}}"))
            .send();
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply;
  }

  private static JsonNode configuration(Reply reply) {
    return reply.json().at("/value/0/configurations/0");
  }

  @Test
  void aSecretThatCannotBeHadIsSaidBeforeTheWriteFails() {
    // When
    Reply reply = preview(api, "gone");

    // Then
    JsonNode refused = configuration(reply);
    assertThat(refused.path("action").asText()).isEqualTo("Refuse");
    assertThat(refused.path("reason").asText()).isEqualTo("SecretUnavailable");
    assertThat(refused.path("message").asText())
        .isEqualTo(
            "The secret 'gone' of vault 'fleet' cannot be had: the folder of secrets has no such"
                + " file.");
    assertThat(refused.path("secrets"))
        .hasToString("[\"/configurationProtectedSettings/httpsKey\"]");
    assertThat(reply.json().at("/totals/configurations/refuse").asInt()).isEqualTo(3);
  }

  @Test
  void aSecretIsAskedForOnceForAllClustersAndOffTheEventLoop() {
    // When
    preview(api, "git-key");

    // Then
    assertThat(asked).containsExactly(new SecretReference("fleet", "git-key", null));
    assertThat(threads).allMatch(name -> name.startsWith("evaluation-"));
  }

  @Test
  void aSecretThatIsThereIsNotShown() {
    // When
    Reply reply = preview(api, "git-key");

    // Then
    assertThat(configuration(reply).path("action").asText()).isEqualTo("Create");
    assertThat(configuration(reply).path("reason").isNull()).isTrue();
    assertThat(reply.text()).doesNotContain(KEY);
  }

  @Test
  void aSecretThatBreaksTheRulesIsRefusedAndNotShown() {
    // When
    Reply reply = preview(api, "no-key");

    // Then
    assertThat(configuration(reply).path("action").asText()).isEqualTo("Refuse");
    assertThat(configuration(reply).path("reason").asText()).isEqualTo("DeploymentFailed");
    assertThat(configuration(reply).path("message").asText()).contains("httpsKey", "base64");
    assertThat(reply.text()).doesNotContain(NO_KEY);
  }

  @Test
  void whileSecretsCannotBeHandedOverItSaysThatTheyWouldBeMissing() {
    try (var withoutHandover = ApiUnderTest.over(database, this::find, SecretHandover.NONE)) {
      // When
      Reply reply = preview(withoutHandover, "git-key");

      // Then
      assertThat(configuration(reply).path("action").asText()).isEqualTo("Create");
      assertThat(configuration(reply).path("reason").asText()).isEqualTo("SecretUnavailable");
      assertThat(configuration(reply).path("message").asText())
          .contains("without its protected settings");
    }
  }
}
