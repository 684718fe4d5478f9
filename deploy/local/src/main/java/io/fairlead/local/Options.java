package io.fairlead.local;

import io.fairlead.embedded.StartException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the command line asked for.
///
/// @param clusters how many simulated clusters, 0 to [#MOST_CLUSTERS]
/// @param data the data directory
/// @param port the API's port; 0 for any free one
record Options(int clusters, Path data, int port) {
  static final int MOST_CLUSTERS = 10_000;
  private static final int DEFAULT_CLUSTERS = 3;
  private static final int DEFAULT_PORT = 8080;
  private static final int HIGHEST_PORT = 65_535;

  /// Reads `[--clusters N] [--data DIR] [--port P]`.
  ///
  /// @param defaultData the data directory where none is named
  /// @throws StartException when an argument is unknown, lacks its value, or has one that is not
  ///     allowed
  static Options parse(List<String> arguments, Path defaultData) {
    int clusters = DEFAULT_CLUSTERS;
    Path data = defaultData;
    int port = DEFAULT_PORT;
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      switch (rest.next()) {
        case "--clusters" -> clusters = number("--clusters", rest, MOST_CLUSTERS);
        case "--data" -> data = path("--data", rest);
        case "--port" -> port = number("--port", rest, HIGHEST_PORT);
        case String other ->
            throw new StartException(
                "unknown option " + other + "; allowed: --clusters N, --data DIR, --port P");
      }
    }
    return new Options(clusters, data.toAbsolutePath().normalize(), port);
  }

  private static int number(String option, Iterator<String> rest, int highest) {
    String text = value(option, rest);
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= highest) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      throw notAllowed(option, text, highest, notANumber);
    }
    throw notAllowed(option, text, highest, null);
  }

  private static StartException notAllowed(
      String option, String text, int highest, @Nullable Exception cause) {
    String message = option + " " + text + ": must be a whole number from 0 to " + highest;
    return cause == null ? new StartException(message) : new StartException(message, cause);
  }

  private static Path path(String option, Iterator<String> rest) {
    String text = value(option, rest);
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new StartException(option + " " + text + ": is not a path: " + e.getReason(), e);
    }
  }

  private static String value(String option, Iterator<String> rest) {
    String value = rest.hasNext() ? rest.next() : "";
    // Else `--data --port 1` would make a folder of that name.
    if (value.isBlank() || value.startsWith("--")) {
      throw new StartException(option + " needs a value");
    }
    return value;
  }
}
