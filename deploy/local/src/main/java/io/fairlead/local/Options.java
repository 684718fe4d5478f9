package io.fairlead.local;

import io.fairlead.embedded.StartException;
import io.fairlead.local.agent.AgentTarget;
import io.fairlead.local.agent.TargetOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the command line asked for.
///
/// @param clusters how many simulated clusters, 0 to [#MOST_CLUSTERS]
/// @param data the data directory
/// @param port the API's port; 0 for any free one
/// @param agent the real cluster that a real agent works in; null for none
/// @param secrets the folder of the secrets that policies name; null for none
record Options(
    int clusters, Path data, int port, @Nullable AgentTarget agent, @Nullable Path secrets) {
  static final int MOST_CLUSTERS = 10_000;
  private static final int DEFAULT_CLUSTERS = 3;
  private static final int DEFAULT_PORT = 8080;
  private static final int HIGHEST_PORT = 65_535;

  /// Reads `[--clusters N] [--data DIR] [--port P] [--secrets DIR]` and, for a real cluster,
  /// `--kubeconfig FILE` and what [TargetOptions] takes besides.
  ///
  /// @param defaultData the data directory where none is named
  /// @throws StartException when an argument is unknown, lacks its value, or has one that is not
  ///     allowed
  static Options parse(List<String> arguments, Path defaultData) {
    int clusters = DEFAULT_CLUSTERS;
    Path data = defaultData.toAbsolutePath().normalize();
    int port = DEFAULT_PORT;
    Path secrets = null;
    var target = new TargetOptions();
    var rest = new Arguments(arguments);
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--clusters" -> clusters = rest.number(option, MOST_CLUSTERS);
        case "--data" -> data = rest.path(option);
        case "--port" -> port = rest.number(option, HIGHEST_PORT);
        case "--secrets" -> secrets = folder(option, rest);
        default -> {
          if (!target.take(option, rest)) {
            throw new StartException(
                "unknown option "
                    + option
                    + "; allowed: --clusters N, --data DIR, --port P, --secrets DIR, "
                    + TargetOptions.USAGE);
          }
        }
      }
    }
    return new Options(clusters, data, port, target.withDefaults().orElse(null), secrets);
  }

  private static Path folder(String option, Arguments rest) {
    Path path = rest.path(option);
    if (!Files.isDirectory(path)) {
      throw new StartException(option + " " + path + ": is not a folder");
    }
    return path;
  }
}
