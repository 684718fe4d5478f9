package io.fairlead.agent.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.InvalidConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelmOperatorTest {
  private static final Inputs KEY = new Inputs(Map.of("sshPrivateKey", "k\n"), null);

  private final OperatorObjects objects = new OperatorObjects(OperatorImages.PUBLISHED);

  @Test
  void withoutValuesItRunsAsTheChartWouldHaveIt() {
    // When
    var container = pod("", _ -> {}).at("/containers/0");

    // Then
    assertThat(container.get("image").asText()).isEqualTo("docker.io/fluxcd/helm-operator:1.2.0");
    assertThat(arguments(container))
        .containsExactly(
            "--enabled-helm-versions=v2,v3",
            "--log-format=fmt",
            "--git-timeout=20s",
            "--git-poll-interval=5m",
            "--git-default-ref=master",
            "--charts-sync-interval=3m",
            "--status-update-interval=30s",
            "--update-chart-deps=true",
            "--log-release-diffs=false",
            "--workers=4",
            "--tiller-namespace=kube-system");
    assertThat(container.get("resources"))
        .hasToString("{\"requests\":{\"cpu\":\"50m\",\"memory\":\"64Mi\"}}");
  }

  @ParameterizedTest
  @CsvSource({
    "helm.versions=v3, --enabled-helm-versions=v3",
    "chartsSyncInterval=1m, --charts-sync-interval=1m",
    "statusUpdateInterval=1m, --status-update-interval=1m",
    "git.timeout=1m, --git-timeout=1m",
    "git.pollInterval=1m, --git-poll-interval=1m",
    "git.defaultRef=main, --git-default-ref=main",
    "workers=1, --workers=1",
    "allowNamespace=other, --allow-namespace=other",
    "tillerNamespace=other, --tiller-namespace=other",
    "tillerHost=tiller.example, --tiller-ip=tiller.example",
    "logFormat=json, --log-format=json",
    "logReleaseDiffs=true, --log-release-diffs=true",
    "updateChartDeps=false, --update-chart-deps=false"
  })
  void aValueOfTheChartBecomesItsFlag(String value, String flag) {
    // When
    var container = pod("--set " + value, _ -> {}).at("/containers/0");

    // Then
    assertThat(arguments(container)).contains(flag);
  }

  @Test
  void imageAndResourcesAreTheUsers() {
    // When
    var container =
        pod(
                "--set image.repository=hub.example/ho,image.tag=1.4.4,image.pullPolicy=Always"
                    + " --set resources.limits.memory=1Gi,resources.requests.cpu=1",
                _ -> {})
            .at("/containers/0");

    // Then
    assertThat(container.get("image").asText()).isEqualTo("hub.example/ho:1.4.4");
    assertThat(container.get("imagePullPolicy").asText()).isEqualTo("Always");
    assertThat(container.get("resources"))
        .hasToString(
            "{\"requests\":{\"cpu\":\"1\",\"memory\":\"64Mi\"},\"limits\":{\"memory\":\"1Gi\"}}");
  }

  @Test
  void itReadsChartsFromTheRepositoryWithItsKey() {
    // When
    var pod = pod("", properties -> properties.put("repositoryUrl", "git@h:a"));

    // Then
    assertThat(pod.at("/volumes/0/secret/secretName").asText()).isEqualTo("gitops-privatekey-web");
  }

  @Test
  void orWithASecretOfItsOwn() {
    // When
    var pod = pod("--set git.ssh.secretName=charts", _ -> {});

    // Then
    assertThat(pod.at("/volumes/0/secret/secretName").asText()).isEqualTo("charts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--set allowNamespace=apps"})
  void inScopeNamespaceItIsKeptToItsOwn(String values) {
    // When
    var pod = pod(values, properties -> properties.put("operatorScope", "namespace"));

    // Then
    assertThat(arguments(pod.at("/containers/0"))).contains("--allow-namespace=apps");
  }

  @Test
  void inScopeNamespaceAnotherOneIsRefused() {
    // When
    var thrown =
        assertThatThrownBy(
            () ->
                pod(
                    "--set allowNamespace=other",
                    properties -> properties.put("operatorScope", "namespace")));

    // Then
    thrown
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("'allowNamespace' to 'other'")
        .hasMessageContaining("'apps'");
  }

  @ParameterizedTest
  @CsvSource({"1.2.0, 1.2.0", "v1.4.4, 1.4.4", "1.0.0-rc9, 1.0.0-rc9"})
  void theChartsVersionIsTheOperators(String chart, String tag) {
    // When
    var pod = pod("", properties -> chartVersion(properties, chart));

    // Then
    assertThat(pod.at("/containers/0/image").asText()).endsWith("/helm-operator:" + tag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.7.0", "1.2", "~1.2.0", "latest", ""})
  void otherVersionsAreRefused(String chart) {
    // When
    var thrown = assertThatThrownBy(() -> pod("", properties -> chartVersion(properties, chart)));

    // Then
    thrown
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("'properties.helmOperatorProperties.chartVersion'")
        .hasMessageContaining("1.0.0");
  }

  @ParameterizedTest
  @CsvSource({"'', true", "--set createCRD=true, true", "--set createCRD=false, false"})
  void itNeedsTheDefinitionUnlessSomebodyElseSeesToIt(String values, boolean needed) {
    // When
    var needs = objects.needsHelmReleaseDefinition(Configurations.withHelm(values, _ -> {}));

    // Then
    assertThat(needs).isEqualTo(needed);
  }

  @Test
  void withoutItNoDefinitionIsNeeded() {
    // When
    var needs = objects.needsHelmReleaseDefinition(Configurations.with(_ -> {}));

    // Then
    assertThat(needs).isFalse();
  }

  @Test
  void theDefinitionIsNextToTheClass() throws IOException {
    // When
    String definition;
    try (var stream =
        OperatorObjects.class.getResourceAsStream(OperatorObjects.HELM_RELEASE_DEFINITION)) {
      definition = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    // Then
    assertThat(definition).contains("name: helmreleases.helm.fluxcd.io", "kind: HelmRelease");
  }

  private JsonNode pod(String values, Consumer<ObjectNode> change) {
    var configuration = Configurations.withHelm(values, change);
    var ssh = configuration.properties().get("repositoryUrl").asText().startsWith("git@");
    return objects
        .of(configuration, ssh ? KEY : Inputs.NONE)
        .getLast()
        .body()
        .at("/spec/template/spec");
  }

  private static void chartVersion(ObjectNode properties, String version) {
    ((ObjectNode) properties.get("helmOperatorProperties")).put("chartVersion", version);
  }

  private static List<String> arguments(JsonNode container) {
    return StreamSupport.stream(container.get("args").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }
}
