package io.fairlead.local.agent;

import io.fairlead.embedded.StartException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The agent as a Helm release in its cluster, from the chart of this project.
///
/// @param chart the chart's folder
/// @param options what was asked for; its cluster has its key already
/// @param program Helm itself
record HelmRelease(Path chart, ConnectOptions options, Path program) {
  private static final String NAME = "fairlead-agent";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /// The Helm that is on the path.
  ///
  /// @param path folders, as in `PATH`
  static Optional<Path> find(String path) {
    return Optional.of(path).stream()
        .flatMap(Pattern.compile(File.pathSeparator, Pattern.LITERAL)::splitAsStream)
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "helm"))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /// The command that installs the release, or upgrades it. There is no secret in it.
  List<String> command() {
    AgentTarget target = options.target();
    var command =
        new ArrayList<>(
            List.of(
                "helm",
                "upgrade",
                "--install",
                NAME,
                chart.toString(),
                "--kubeconfig",
                target.kubeconfig().toString(),
                "--namespace",
                target.namespace(),
                "--set-literal",
                "clusterId=" + target.cluster(),
                "--set-literal",
                "gateway.url=" + AgentVariables.webSocket(options.gateway().root()),
                "--set-literal",
                "key.existingSecret=" + KeySecret.NAME));
    if (!Files.isDirectory(chart.resolve("charts"))) {
      // Else somebody has put there what cannot be fetched.
      command.add("--dependency-update");
    }
    Path trusted = options.gateway().trusted();
    if (trusted != null) {
      command.addAll(List.of("--set-file", "gateway.ca=" + escaped(trusted.toString())));
    }
    if (options.gateway().insecureAllowed()) {
      command.addAll(List.of("--set", "gateway.insecureTransport=true"));
    }
    command.addAll(options.helmArguments());
    return List.copyOf(command);
  }

  /// The command as a shell takes it.
  String commandLine() {
    return String.join(" ", command().stream().map(HelmRelease::quoted).toList());
  }

  /// Runs the command.
  ///
  /// @return Helm's exit code
  /// @throws StartException when Helm cannot be run
  int install() throws InterruptedException {
    try {
      var words = new ArrayList<>(command());
      words.set(0, program.toString());
      return new ProcessBuilder(words).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new StartException("--install helm: " + e.getMessage(), e);
    }
  }

  /// A comma would begin the next value.
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace(",", "\\,");
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
