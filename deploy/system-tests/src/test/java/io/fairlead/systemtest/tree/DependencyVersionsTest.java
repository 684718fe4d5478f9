package io.fairlead.systemtest.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every version is said once, in the properties of the root pom.
class DependencyVersionsTest {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern PARENT = Pattern.compile("<parent>.*?</parent>", Pattern.DOTALL);
  private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
  private static final Pattern PROPERTY = Pattern.compile("<([a-z0-9-]+\\.version)>");

  /// What the enforcer wants of the tools, which is no version of a dependency.
  private static final Pattern ENFORCED =
      Pattern.compile(
          "<require(Java|Maven)Version>.*?</require(Java|Maven)Version>", Pattern.DOTALL);

  /// An annotation processor with a version of the root's. The root could only manage it together
  /// with whatever the other processors consist of.
  private static final Pattern PROCESSOR =
      Pattern.compile(
          "<path>(?:(?!</path>).)*<version>\\$\\{[^<]+</version>\\s*</path>", Pattern.DOTALL);

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleSaysNoVersionButTheProjectsOwn(String module) {
    // Given
    String own = PARENT.matcher(Tree.text(module + "/pom.xml")).replaceAll("");
    String pom = PROCESSOR.matcher(own).replaceAll("");

    // When
    List<String> versions = versions(pom);

    // Then
    assertThat(versions).allMatch("${project.version}"::equals);
  }

  @Test
  void theRootNamesEveryVersionByAProperty() {
    // Given
    String root = ENFORCED.matcher(Tree.text("pom.xml")).replaceAll("");

    // When
    List<String> versions = versions(root);

    // Then
    assertThat(versions.stream().skip(1)).allMatch(version -> version.startsWith("${"));
  }

  @Test
  void noVersionIsLeftThatNothingUses() {
    // Given
    String root = Tree.text("pom.xml");

    // When
    Set<String> unused =
        PROPERTY
            .matcher(root)
            .results()
            .map(found -> found.group(1))
            .filter(property -> !root.contains("${" + property + "}"))
            .collect(Collectors.toCollection(TreeSet::new));

    // Then
    assertThat(unused).isEmpty();
  }

  private static List<String> versions(String pom) {
    return VERSION.matcher(pom).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private static Stream<String> modules() {
    return MODULE.matcher(Tree.text("pom.xml")).results().map(found -> found.group(1));
  }
}
