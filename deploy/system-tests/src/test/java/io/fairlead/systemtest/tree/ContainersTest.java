package io.fairlead.systemtest.tree;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// What the container files and the composed hub say about rights, in the text alone. The chart's
/// part is in [ChartRenderedTest].
class ContainersTest {
  private static final Pattern INSTRUCTION = Pattern.compile("^([A-Z]+) (.*)$", Pattern.MULTILINE);
  private static final Pattern UNPRIVILEGED = Pattern.compile("[1-9]\\d*:[1-9]\\d*");
  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i)(TOKEN|PASSWORD|SECRET|CREDENTIAL)[A-Z_]*=");

  /// Images of others, which write to places of their own.
  private static final Set<String> OF_OTHERS = Set.of("kafka", "postgres");

  @ParameterizedTest
  @MethodSource("services")
  void anImageRunsAsANumberedUserWithoutRights(String service) {
    // When
    List<String> users = arguments(service, "USER");

    // Then
    assertThat(users).isNotEmpty().allMatch(user -> UNPRIVILEGED.matcher(user).matches());
  }

  @ParameterizedTest
  @MethodSource("services")
  void anImagesProgramBelongsToRootSoThatItCannotChangeItself(String service) {
    // When
    List<String> copies = arguments(service, "COPY");

    // Then
    assertThat(copies)
        .isNotEmpty()
        .allMatch(copy -> copy.startsWith("--chown=0:0 target/quarkus-app/"));
    assertThat(arguments(service, "ADD")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("services")
  void noSecretIsInALayer(String service) {
    // Given
    String file = Tree.text(service + "/Containerfile");

    // When, then
    assertThat(arguments(service, "ARG")).isEmpty();
    assertThat(SECRET_NAME.matcher(file).results()).isEmpty();
    assertThat(Tree.text(service + "/.dockerignore").lines().filter(line -> !line.startsWith("#")))
        .containsExactly("*", "!target/quarkus-app");
  }

  @ParameterizedTest
  @MethodSource("composed")
  void aComposedContainerHasNoCapabilityAndGainsNone(String name) {
    // When
    Map<String, Object> container = requireNonNull(compose().get(name));

    // Then
    assertThat(container)
        .containsEntry("cap_drop", List.of("ALL"))
        .containsEntry("security_opt", List.of("no-new-privileges:true"))
        .doesNotContainKeys("privileged", "cap_add", "network_mode", "pid", "ipc", "devices");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config-api", "agent-gateway", "policy-engine"})
  void aComposedServiceCannotWriteToItsRoot(String name) {
    // When
    Map<String, Object> container = requireNonNull(compose().get(name));

    // Then
    assertThat(container).containsEntry("read_only", true).containsKey("tmpfs");
  }

  @Test
  void everyComposedImageOfOthersRunsAsANumberedUser() {
    // When
    Map<String, Map<String, Object>> containers = compose();

    // Then
    assertThat(OF_OTHERS)
        .allSatisfy(
            name ->
                assertThat(requireNonNull(containers.get(name)).get("user"))
                    .asString()
                    .matches(UNPRIVILEGED));
  }

  @Test
  void nothingComposedIsPublishedBeyondThisMachine() {
    // When
    Stream<Object> ports =
        compose().values().stream()
            .flatMap(container -> ((List<?>) container.getOrDefault("ports", List.of())).stream());

    // Then
    assertThat(ports).isNotEmpty().allMatch(port -> port.toString().startsWith("127.0.0.1:"));
  }

  private static List<String> arguments(String service, String instruction) {
    return INSTRUCTION
        .matcher(Tree.text(service + "/Containerfile"))
        .results()
        .filter(found -> found.group(1).equals(instruction))
        .map(found -> found.group(2))
        .toList();
  }

  private static Stream<String> services() {
    return Stream.of("config-api", "agent-gateway", "policy-engine", "cluster-agent");
  }

  private static Set<String> composed() {
    return new TreeSet<>(compose().keySet());
  }

  /// The services with what they have from others merged in.
  private static Map<String, Map<String, Object>> compose() {
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Map<String, Map<String, Map<String, Object>>> file = yaml.load(Tree.text("docker-compose.yml"));
    return requireNonNull(file.get("services"));
  }
}
