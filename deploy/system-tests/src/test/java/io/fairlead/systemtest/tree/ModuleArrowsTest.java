package io.fairlead.systemtest.tree;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toCollection;
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

/// The table of which module knows which, docs/adr/0001. The build refuses what a module's pom does
/// not name in `fairlead.knows.*`; here is what it may name.
class ModuleArrowsTest {
  /// What the system tests run as processes: built before them, never on their class path.
  private static final List<String> RUN =
      List.of("config-api", "agent-gateway", "policy-engine", "conformance");

  private static final Map<String, Arrows> ALLOWED =
      Map.ofEntries(
          entry("contract", arrows(List.of(), List.of())),
          entry("lifeline", arrows(List.of(), List.of())),
          entry("listener", arrows(List.of(), List.of("embedded"))),
          entry("encryption", arrows(List.of("contract"), List.of())),
          entry("policy-language", arrows(List.of("contract"), List.of())),
          entry("policy-evaluation", arrows(List.of("contract", "policy-language"), List.of())),
          entry("deploy/embedded", arrows(List.of(), List.of())),
          entry("config-store", arrows(List.of("contract", "encryption"), List.of("embedded"))),
          entry(
              "config-api",
              arrows(
                  List.of(
                      "contract",
                      "config-store",
                      "policy-language",
                      "policy-evaluation",
                      "encryption",
                      "lifeline",
                      "listener"),
                  List.of("embedded"))),
          entry("agent-session", arrows(List.of("contract"), List.of())),
          entry("hub-streams", arrows(List.of("contract"), List.of())),
          entry(
              "agent-gateway",
              arrows(
                  List.of("contract", "encryption", "hub-streams", "lifeline", "listener"),
                  List.of("embedded", "agent-session"))),
          entry(
              "policy-engine",
              arrows(
                  List.of(
                      "contract",
                      "policy-language",
                      "policy-evaluation",
                      "encryption",
                      "hub-streams",
                      "lifeline",
                      "listener"),
                  List.of("embedded"))),
          entry(
              "cluster-agent",
              arrows(List.of("contract", "agent-session", "lifeline", "listener"), List.of())),
          entry(
              "deploy/local",
              arrows(List.of("contract", "agent-session", "embedded", "encryption"), List.of())),
          entry("deploy/conformance", arrows(List.of(), List.of())),
          entry(
              "benchmarks",
              arrows(
                  List.of(
                      "contract",
                      "encryption",
                      "agent-session",
                      "embedded",
                      "local",
                      "policy-language",
                      "policy-evaluation"),
                  List.of())),
          entry(
              "deploy/system-tests",
              arrows(
                  List.of(),
                  union(
                      List.of(
                          "contract",
                          "encryption",
                          "agent-session",
                          "embedded",
                          "local",
                          "cluster-agent"),
                      RUN))));

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<groupId>(?:io\\.fairlead|\\$\\{project\\.groupId})</groupId>\\s*"
              + "<artifactId>fairlead-([^<]+)</artifactId>(.*?)</dependency>",
          Pattern.DOTALL);
  private static final Pattern KNOWN =
      Pattern.compile("<fairlead\\.knows\\.\\d>fairlead-([^<]+)</fairlead\\.knows\\.\\d>");

  @Test
  void everyModuleHasItsRow() {
    // When
    Set<String> modules = modules().collect(toCollection(TreeSet::new));
    // Then
    assertThat(modules).isEqualTo(new TreeSet<>(ALLOWED.keySet()));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleDependsOnWhatTheTableAllows(String module) {
    // Given
    String pom = Tree.text(module + "/pom.xml");
    var shipped = new TreeSet<String>();
    var tested = new TreeSet<String>();
    // When
    DEPENDENCY
        .matcher(pom)
        .results()
        .forEach(
            found ->
                (found.group(2).contains("<scope>test</scope>") ? tested : shipped)
                    .add(found.group(1)));
    // Then
    assertThat(new Arrows(shipped, tested)).isEqualTo(ALLOWED.get(module));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void theBuildLetsAModuleKnowNoMoreThanThat(String module) {
    // When
    Set<String> known =
        KNOWN
            .matcher(Tree.text(module + "/pom.xml"))
            .results()
            .map(found -> found.group(1))
            .collect(toCollection(TreeSet::new));
    // Then
    Arrows allowed = ALLOWED.getOrDefault(module, arrows(List.of(), List.of()));
    assertThat(allowed.shipped()).isEqualTo(known);
  }

  private static Stream<String> modules() {
    return MODULE.matcher(Tree.text("pom.xml")).results().map(found -> found.group(1));
  }

  private static List<String> union(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private static Arrows arrows(List<String> shipped, List<String> tested) {
    return new Arrows(new TreeSet<>(shipped), new TreeSet<>(tested));
  }

  /// @param shipped what the module's own code may know of the project
  /// @param tested what its tests may know besides
  private record Arrows(Set<String> shipped, Set<String> tested) {}
}
