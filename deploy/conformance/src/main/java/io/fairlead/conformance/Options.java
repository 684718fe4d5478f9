package io.fairlead.conformance;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the command line asked for.
///
/// @param token the file with the API's bearer token
/// @param only a section, a name or an id
/// @param json the file to write the results to
record Options(URI gateway, URI api, Path token, Optional<String> only, Optional<Path> json) {
  static final String USAGE =
      "--gateway URL --api URL --token FILE [--only SECTION-or-NAME] [--json FILE]";

  private static final Set<String> GATEWAY_SCHEMES = Set.of("http", "https", "ws", "wss");
  private static final Set<String> API_SCHEMES = Set.of("http", "https");

  /// Reads the arguments.
  ///
  /// @throws UsageException when one is unknown, missing, lacks its value, or has one that is not
  ///     allowed
  static Options parse(List<String> arguments) {
    URI gateway = null;
    URI api = null;
    Path token = null;
    String only = null;
    Path json = null;
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      switch (rest.next()) {
        case "--gateway" -> gateway = url("--gateway", rest, GATEWAY_SCHEMES);
        case "--api" -> api = url("--api", rest, API_SCHEMES);
        case "--token" -> token = path("--token", rest);
        case "--only" -> only = value("--only", rest);
        case "--json" -> json = path("--json", rest);
        case String other ->
            throw new UsageException("unknown option " + other + "; allowed: " + USAGE);
      }
    }
    return new Options(
        needed("--gateway", gateway),
        needed("--api", api),
        needed("--token", token),
        Optional.ofNullable(only),
        Optional.ofNullable(json));
  }

  private static <T> T needed(String option, @Nullable T value) {
    if (value == null) {
      throw new UsageException(option + " is missing; needed: " + USAGE);
    }
    return value;
  }

  private static URI url(String option, Iterator<String> rest, Set<String> schemes) {
    String text = value(option, rest);
    try {
      URI url = new URI(text);
      if (url.getHost() != null
          && url.getScheme() != null
          && schemes.contains(url.getScheme().toLowerCase(Locale.ROOT))) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw new UsageException(option + " " + text + ": is no URL: " + e.getReason());
    }
    throw new UsageException(
        option + " " + text + ": must have a host and one of the schemes " + sorted(schemes));
  }

  private static List<String> sorted(Set<String> schemes) {
    return schemes.stream().sorted().toList();
  }

  private static Path path(String option, Iterator<String> rest) {
    String text = value(option, rest);
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException(option + " " + text + ": is not a path: " + e.getReason());
    }
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new UsageException(option + " needs a value");
    }
    return rest.next();
  }
}
