package io.fairlead.systemtest.tree;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// What is set somewhere, or said to be settable, is what the services read.
class SettingsTest {
  private static final String API =
      "config-api/src/main/java/io/fairlead/api/runtime/ApiConfig.java";
  private static final String STORE =
      "config-store/src/main/java/io/fairlead/store/quarkus/StoreConfig.java";
  private static final String GATEWAY =
      "agent-gateway/src/main/java/io/fairlead/gateway/app/GatewayConfig.java";
  private static final String ENGINE =
      "policy-engine/src/main/java/io/fairlead/engine/app/EngineConfig.java";
  private static final String AGENT =
      "cluster-agent/src/main/java/io/fairlead/agent/AgentConfig.java";

  /// Every service that keeps what the store says reads the same.
  private static final Set<String> KEYS =
      Settings.of("config-store/src/main/java/io/fairlead/store/quarkus/EncryptionConfig.java");

  private static final Map<String, Set<String>> READ_BY =
      Map.of(
          "config-api", union(union(Settings.of(API), Settings.of(STORE)), KEYS),
          "agent-gateway", union(Settings.of(GATEWAY), KEYS),
          "policy-engine", union(Settings.of(ENGINE), KEYS),
          "cluster-agent", Settings.of(AGENT));

  /// Of Quarkus, Kafka's client and the configuration library.
  private static final Set<String> FROM_OUTSIDE =
      Set.of(
          "KAFKA_BOOTSTRAP_SERVERS",
          "QUARKUS_DATASOURCE_JDBC_URL",
          "QUARKUS_DATASOURCE_REACTIVE_URL",
          "QUARKUS_DATASOURCE_USERNAME",
          "QUARKUS_HTTP_HOST",
          "QUARKUS_HTTP_PORT",
          "SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS");

  private static final Pattern VARIABLE = Pattern.compile("\\bFAIRLEAD_[A-Z_]+");

  @ParameterizedTest
  @ValueSource(strings = {"config-api", "agent-gateway", "policy-engine"})
  void composeSetsWhatTheServiceReads(String service) {
    // When
    Set<String> set = composedEnvironment(service);
    // Then
    assertThat(set).isNotEmpty().isSubsetOf(union(FROM_OUTSIDE, readBy(service)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"config-api", "agent-gateway", "policy-engine", "cluster-agent"})
  void theContainerFileSetsWhatTheServiceReads(String service) {
    // When
    Set<String> set = variables(Tree.text(service + "/Containerfile"));
    // Then
    assertThat(readBy(service)).containsAll(set);
  }

  @ParameterizedTest
  @ValueSource(strings = {API, STORE, GATEWAY, ENGINE, AGENT})
  void everySettingIsDocumented(String mapping) {
    // When
    Set<String> documented = variables(Tree.text("docs/configuration.md"));
    // Then
    assertThat(documented).containsAll(Settings.of(mapping));
  }

  @Test
  void nothingElseIsDocumented() {
    // When
    Set<String> documented = variables(Tree.text("docs/configuration.md"));
    // Then
    assertThat(documented)
        .isSubsetOf(
            READ_BY.values().stream().flatMap(Set::stream).collect(toCollection(TreeSet::new)));
  }

  @Test
  void settingsInsideOthersHaveBothNames() {
    // When
    Set<String> settings = Settings.of(STORE);
    // Then
    assertThat(settings)
        .contains("FAIRLEAD_STORE_OFFLINE_AFTER", "FAIRLEAD_STORE_PUBLICATION_BATCH_ROWS")
        .doesNotContain("FAIRLEAD_STORE_PUBLICATION");
  }

  private static Set<String> readBy(String service) {
    return requireNonNull(READ_BY.get(service));
  }

  private static Set<String> variables(String text) {
    return VARIABLE
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> composedEnvironment(String service) {
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Map<String, Map<String, Map<String, Map<String, String>>>> compose =
        yaml.load(Tree.text("docker-compose.yml"));
    var services = requireNonNull(compose.get("services"));
    return requireNonNull(requireNonNull(services.get(service)).get("environment")).keySet();
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    var both = new TreeSet<>(one);
    both.addAll(other);
    return both;
  }
}
