package io.fairlead.contract.flux;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// The host keys that well-known Git hosts publish, so that nobody has to give those. A repository
/// over SSH on any other host needs a known_hosts file: Flux connects to no host that it does not
/// know.
///
/// They are in the resource `known_hosts`, and the test compares them with the fingerprints on the
/// hosts' own pages: GitHub's "GitHub's SSH key fingerprints", GitLab's "GitLab.com settings",
/// Bitbucket's "Configure SSH and two-step verification", Azure Repos' "Use SSH key
/// authentication".
public final class HostKeys {
  private static final Map<String, String> BY_HOST = read();

  private HostKeys() {}

  /// The lines about a host, each with a line break; empty when it is not among those built in.
  ///
  /// @param host of a URL, with the port if given
  public static Optional<String> of(String host) {
    return Optional.ofNullable(BY_HOST.get(knownAs(host)));
  }

  /// A host as a known_hosts file names it: in lower case, with a port only if it is not 22.
  ///
  /// @param host of a URL, with the port if given
  public static String knownAs(String host) {
    var lower = host.toLowerCase(Locale.ROOT);
    var port = lower.lastIndexOf(':');
    if (port < 0 || lower.endsWith("]")) {
      return lower;
    }
    var name = lower.substring(0, port);
    return lower.endsWith(":22") ? name : "[%s]%s".formatted(name, lower.substring(port));
  }

  private static Map<String, String> read() {
    try (InputStream file =
        Objects.requireNonNull(HostKeys.class.getResourceAsStream("known_hosts"))) {
      return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .collect(
              Collectors.groupingBy(
                  line -> line.substring(0, line.indexOf(' ')),
                  Collectors.mapping(line -> line + "\n", Collectors.joining())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
