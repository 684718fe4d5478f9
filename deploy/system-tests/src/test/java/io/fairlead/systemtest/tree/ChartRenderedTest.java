package io.fairlead.systemtest.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The agent's chart as Helm renders it, where Helm is on the path.
@Tag("process")
@SuppressWarnings("NullAway.Init") // set before each test
class ChartRenderedTest {
  private static final String CLUSTER =
      "clusterId=/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet"
          + "/providers/Microsoft.Kubernetes/connectedClusters/ship";
  private static final String GATEWAY = "gateway.url=wss://hub.example";
  private static final String KEY = "key.existingSecret=fairlead-agent-key";

  @TempDir Path directory;
  private Helm helm;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    assumeTrue(Helm.isThere(), "helm on PATH");
    helm = new Helm(directory);
  }

  @Test
  void helmFindsNothingWrong() throws Exception {
    // When
    Helm.Outcome outcome = helm.lint(CLUSTER, GATEWAY, KEY);
    // Then
    assertThat(outcome.code()).as(outcome.output()).isZero();
  }

  @Test
  void theAgentHasNoRightsInItsContainer() throws Exception {
    // When
    Helm.Outcome outcome = helm.template(CLUSTER, GATEWAY, KEY);
    // Then
    JsonNode deployment = only(outcome, "Deployment");
    JsonNode container = deployment.at("/spec/template/spec/containers/0");
    assertThat(deployment.at("/spec/strategy/type").asText()).isEqualTo("Recreate");
    assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(1);
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/securityContext/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(container.at("/securityContext/seccompProfile/type").asText())
        .isEqualTo("RuntimeDefault");
    assertThat(container.at("/resources/limits/memory").asText()).isEqualTo("128Mi");
    assertThat(container.at("/resources/requests/cpu").asText()).isEqualTo("10m");
  }

  @Test
  void theAgentMayBindTheRoleOfAnAdministratorAndNoOther() throws Exception {
    // When
    Helm.Outcome outcome = helm.template(CLUSTER, GATEWAY, KEY);
    // Then
    var special = new ArrayList<String>();
    only(outcome, "ClusterRole")
        .at("/rules")
        .forEach(
            rule -> {
              String verbs = rule.path("verbs").toString();
              if (verbs.matches(".*(bind|escalate|impersonate|\\*).*")) {
                special.add(rule.path("resourceNames") + " " + verbs);
              }
              assertThat(rule.path("resources").toString()).doesNotContain("*");
            });
    assertThat(special).containsExactly("[\"cluster-admin\"] [\"bind\"]");
  }

  @Test
  void fluxComesWithItUnlessItIsTurnedOff() throws Exception {
    // When
    String with = helm.template(CLUSTER, GATEWAY, KEY).output();
    String without = helm.template(CLUSTER, GATEWAY, KEY, "flux.enabled=false").output();
    // Then
    assertThat(with).contains("stands-in-for-flux");
    assertThat(without).doesNotContain("stands-in-for-flux");
  }

  @Test
  void aProxyIsTold() throws Exception {
    // When
    Helm.Outcome outcome =
        helm.template(
            CLUSTER,
            GATEWAY,
            KEY,
            "proxy.url=http://proxy.example:3128",
            "proxy.noProxy={.example.com,10.0.0.0/8}");
    // Then
    JsonNode variables = only(outcome, "Deployment").at("/spec/template/spec/containers/0/env");
    assertThat(variable(variables, "HTTPS_PROXY")).isEqualTo("http://proxy.example:3128");
    assertThat(variable(variables, "NO_PROXY"))
        .endsWith(".svc,.cluster.local,.example.com,10.0.0.0/8");
    assertThat(variable(variables, "HTTP_PROXY")).isEqualTo("http://proxy.example:3128");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          clusterId=ship              | clusterId
          gateway.url=hub             | gateway/url
          gateway.url=                | gateway.url is needed: wss://HOST[:PORT]
          key.existingSecret=         | key is needed: key.existingSecret
          backOff.shortest=soon       | backOff/shortest
          gatway.url=wss://hub        | gatway
          """)
  void namesTheValueThatIsWrong(String value, String named) throws Exception {
    // When
    Helm.Outcome outcome = helm.template(CLUSTER, GATEWAY, KEY, value);
    // Then
    assertThat(outcome.code()).isNotZero();
    assertThat(outcome.output()).contains(named);
  }

  private static String variable(JsonNode variables, String name) {
    for (JsonNode variable : variables) {
      if (variable.path("name").asText().equals(name)) {
        return variable.path("value").asText();
      }
    }
    return "";
  }

  private static JsonNode only(Helm.Outcome outcome, String kind) {
    assertThat(outcome.code()).as(outcome.output()).isZero();
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    var found = new ArrayList<JsonNode>();
    yaml.loadAll(outcome.output())
        .forEach(
            read -> {
              JsonNode object = Json.mapper().valueToTree(read);
              if (object.path("kind").asText().equals(kind)) {
                found.add(object);
              }
            });
    assertThat(found).hasSize(1);
    return List.copyOf(found).getFirst();
  }
}
