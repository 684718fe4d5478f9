package io.fairlead.systemtest.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Helm with a copy of the agent's chart, and an empty chart in the place of Flux's, which would
/// have to be fetched.
final class Helm {
  /// @param code Helm's exit code
  /// @param output what it said
  record Outcome(int code, String output) {}

  private final Path chart;

  /// Copies the chart.
  ///
  /// @param directory for the copy
  Helm(Path directory) throws IOException {
    Path original = Tree.path("deploy/helm/cluster-agent");
    chart = directory.resolve("cluster-agent");
    try (Stream<Path> all = Files.walk(original)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        Path copy = chart.resolve(original.relativize(each).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(each, copy);
      }
    }
    Path flux = chart.resolve("charts/flux2");
    Files.createDirectories(flux.resolve("templates"));
    Files.writeString(flux.resolve("Chart.yaml"), "apiVersion: v2\nname: flux2\nversion: 2.16.0\n");
    Files.writeString(
        flux.resolve("templates/it.yaml"),
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: stands-in-for-flux}\n");
  }

  /// Whether it is there.
  static boolean isThere() throws InterruptedException {
    try {
      return new ProcessBuilder("helm", "version").start().waitFor() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }

  /// Renders the chart into the namespace `ships`.
  ///
  /// @param values as in `--set`
  Outcome template(String... values) throws IOException, InterruptedException {
    return run(List.of("template", "agent", chart.toString(), "--namespace", "ships"), values);
  }

  /// Judges the chart.
  Outcome lint(String... values) throws IOException, InterruptedException {
    return run(List.of("lint", "--strict", chart.toString()), values);
  }

  private static Outcome run(List<String> words, String... values)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("helm"));
    command.addAll(words);
    for (String value : values) {
      command.addAll(List.of("--set", value));
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output;
    try (var said = process.inputReader()) {
      output = said.readAllAsString();
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Outcome(process.exitValue(), output);
  }
}
