package io.fairlead.api.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.store.DeploymentCheck.Outcome;
import io.fairlead.store.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeploymentRulesTest {
  private static final ResourceId CLUSTER =
      ResourceId.parse(
          "/subscriptions/s/resourceGroups/g/providers/Microsoft.Kubernetes/connectedClusters/c");
  private static final ResourceId FLUX =
      CLUSTER.extension("Microsoft.KubernetesConfiguration/fluxConfigurations", "base");
  private static final ResourceId V1 =
      CLUSTER.extension("Microsoft.KubernetesConfiguration/sourceControlConfigurations", "base");
  private static final String GIT =
      "{\"sourceKind\":\"GitRepository\",\"namespace\":\"flux\",\"gitRepository\":"
          + "{\"url\":\"https://git.example.org/fleet\",\"httpsUser\":\"u\",\"repositoryRef\":"
          + "{\"branch\":\"main\"}},\"kustomizations\":{\"apps\":{\"path\":\"./apps\"}}";
  private static final DeploymentRules RULES = new DeploymentRules();

  @Test
  void givesPropertiesTheirDefaultsAndDropsWhatOnlyTheServerSays() {
    // When
    ObjectNode accepted =
        accepted(FLUX, GIT + ",\"provisioningState\":\"Succeeded\",\"bucket\":null}");

    // Then
    assertThat(accepted.path("scope").asText()).isEqualTo("cluster");
    assertThat(accepted.path("suspend").isBoolean()).isTrue();
    assertThat(accepted.has("provisioningState")).isFalse();
    assertThat(accepted.has("bucket")).isFalse();
    assertThat(accepted(FLUX, accepted.toString())).isEqualTo(accepted);
  }

  @Test
  void givesFluxV1ItsNameFromTheResource() {
    // When
    ObjectNode accepted = accepted(V1, "{\"repositoryUrl\":\"https://git.example.org/fleet\"}");

    // Then
    assertThat(accepted.path("operatorInstanceName").asText()).isEqualTo("base");
  }

  @Test
  void saysWhichPropertyIsWrong() {
    assertThat(refused(FLUX, "{\"namespace\":7}")).contains("'properties.namespace'");
    assertThat(refused(FLUX, GIT + ",\"color\":\"red\"}")).contains("'properties.color'");
    assertThat(refused(FLUX, "[]")).isNotEmpty();
  }

  @Test
  void refusesTheCharacterThatDatabasesRefuseAndNamesThePlace() {
    assertThat(refused(FLUX, GIT + ",\"suspend\":\"a\\u0000\"}"))
        .contains("'properties.suspend'", "NUL character");
  }

  @Test
  void takesNoSecretInTheClear() {
    // When
    String problem =
        refused(FLUX, GIT + ",\"configurationProtectedSettings\":{\"httpsKey\":\"c2VjcmV0\"}}");

    // Then
    assertThat(problem)
        .contains("properties.configurationProtectedSettings.httpsKey")
        .doesNotContain("c2VjcmV0");
  }

  @Test
  void checksASecretWhereItBelongsAndKeepsItOutOfTheProperties() {
    // Given
    String pointer = "/configurationProtectedSettings/httpsKey";

    // When
    Outcome good = RULES.check(FLUX, json(GIT + "}"), Map.of(pointer, new Secret("c2VjcmV0")));
    Outcome bad = RULES.check(FLUX, json(GIT + "}"), Map.of(pointer, new Secret("no base64!")));

    // Then
    assertThat(((Outcome.Accepted) good).properties().toString()).doesNotContain("c2VjcmV0");
    assertThat(((Outcome.Refused) bad).problem()).contains("httpsKey").doesNotContain("no base64!");
  }

  @Test
  void deploysConfigurationsOnly() {
    // Given
    ResourceId extension =
        CLUSTER.extension("Microsoft.KubernetesConfiguration/extensions", "flux");

    // Then
    assertThat(refused(extension, "{}")).contains("fluxConfigurations", "extensions");
    assertThat(refused(CLUSTER.extension(FLUX.type(), "not a name"), GIT + "}")).isNotEmpty();
  }

  @Test
  void whatIsFixedAtCreationCannotChange() {
    // Given
    ObjectNode stored = accepted(FLUX, GIT + "}");
    ObjectNode moved = accepted(FLUX, GIT.replace("\"flux\"", "\"other\"") + "}");
    ObjectNode changed = accepted(FLUX, GIT.replace("./apps", "./more") + "}");

    // Then
    assertThat(RULES.changeProblem(FLUX, stored, changed)).isEmpty();
    assertThat(RULES.changeProblem(FLUX, stored, moved).orElseThrow())
        .contains("'properties.namespace'", "flux", "other");
  }

  private static ObjectNode accepted(ResourceId id, String properties) {
    Outcome outcome = RULES.check(id, json(properties), Map.of());
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    return ((Outcome.Accepted) outcome).properties();
  }

  private static String refused(ResourceId id, String properties) {
    Outcome outcome = RULES.check(id, json(properties), Map.of());
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused) outcome).problem();
  }

  private static JsonNode json(String text) {
    return Json.readTree(text.getBytes(StandardCharsets.UTF_8));
  }
}
