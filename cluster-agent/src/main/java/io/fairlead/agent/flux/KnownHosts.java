package io.fairlead.agent.flux;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// The host keys that well-known Git hosts publish, so that nobody has to give those.
///
/// They are in the resource `known_hosts`, and the test compares them with the fingerprints on the
/// hosts' own pages: GitHub's "GitHub's SSH key fingerprints", GitLab's "GitLab.com settings",
/// Bitbucket's "Configure SSH and two-step verification", Azure Repos' "Use SSH key
/// authentication".
final class KnownHosts {
  private static final Map<String, String> BY_HOST = read();

  private KnownHosts() {}

  /// The lines about a URL's host, each with a line break; empty when it is not among those built
  /// in.
  static Optional<String> of(GitUrl url) {
    return Optional.ofNullable(BY_HOST.get(url.knownAs()));
  }

  private static Map<String, String> read() {
    try (InputStream file =
        Objects.requireNonNull(KnownHosts.class.getResourceAsStream("known_hosts"))) {
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
