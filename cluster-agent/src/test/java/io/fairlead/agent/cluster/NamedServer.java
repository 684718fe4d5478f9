package io.fairlead.agent.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The real API servers that whoever runs the tests may name, each by the path of a kubeconfig.
enum NamedServer {
  FIRST("fairlead.test.kubeconfig", "FAIRLEAD_TEST_KUBECONFIG"),
  SECOND("fairlead.test.kubeconfig.2", "FAIRLEAD_TEST_KUBECONFIG_2");

  private final String property;
  private final String variable;

  NamedServer(String property, String variable) {
    this.property = property;
    this.variable = variable;
  }

  /// The environment variable that names it; the system property takes precedence.
  String variable() {
    return variable;
  }

  /// Where its kubeconfig is; empty when none is named.
  ///
  /// @throws IllegalStateException when one is named and is not there: tests that were meant to run
  ///     must not be left out
  Optional<Path> kubeconfig() {
    String named = System.getProperty(property, "");
    if (named.isBlank()) {
      named = Optional.ofNullable(System.getenv(variable)).orElse("");
    }
    if (named.isBlank()) {
      return Optional.empty();
    }
    Path path = Path.of(named);
    if (!Files.isReadable(path)) {
      throw new IllegalStateException(variable + " names " + path + ", which cannot be read");
    }
    return Optional.of(path);
  }
}
