package io.fairlead.agent.operator;

import io.fairlead.agent.object.InvalidConfigurationException;
import java.util.regex.Pattern;

/// The URL of a repository, in one of the forms that Flux v1 knows.
///
/// @param transport how it is reached
/// @param value as written
record GitUrl(Transport transport, String value) {
  private static final String PROPERTY = "'properties.repositoryUrl'";
  private static final Pattern HTTP = Pattern.compile("https?://(?<authority>[^/?#\\s]+)\\S*");
  private static final Pattern SSH =
      Pattern.compile("ssh://\\S+|[A-Za-z0-9._-]+@[^/:@\\s]+:[^\\s]+");
  private static final Pattern GIT = Pattern.compile("git://\\S+");

  /// How a repository is reached, which decides what opens it.
  enum Transport {
    /// HTTP or HTTPS: a user and a key, or nothing.
    HTTP,
    /// SSH: a private key.
    SSH,
    /// Git's own protocol: nothing.
    GIT
  }

  /// Tells the form of a URL.
  ///
  /// @throws InvalidConfigurationException when the URL has none of the forms or has credentials in
  ///     it; the message does not repeat it
  static GitUrl parse(String value) {
    var http = HTTP.matcher(value);
    if (http.matches()) {
      if (http.group("authority").contains("@")) {
        throw new InvalidConfigurationException(
            PROPERTY
                + " has credentials in it; they belong into the protected settings httpsUser and"
                + " httpsKey.");
      }
      return new GitUrl(Transport.HTTP, value);
    }
    if (SSH.matcher(value).matches()) {
      return new GitUrl(Transport.SSH, value);
    }
    if (GIT.matcher(value).matches()) {
      return new GitUrl(Transport.GIT, value);
    }
    throw new InvalidConfigurationException(
        PROPERTY
            + " is not a URL that Flux knows; allowed are http[s]://server/repo, git://server/repo,"
            + " ssh://user@server/repo and user@server:repo.");
  }

  /// Whether fluxd needs a pair of SSH keys to start: for anything but HTTP.
  boolean usesKey() {
    return transport != Transport.HTTP;
  }

  /// The URL as an argument of fluxd.
  Argument argument() {
    return Argument.flag("git-url", value);
  }

  /// The same with credentials that Kubernetes reads from variables.
  ///
  /// @param user name of the variable with the user, escaped for URLs
  /// @param key name of the variable with the password or token, escaped for URLs
  Argument argument(String user, String key) {
    var host = value.indexOf("://") + "://".length();
    return new Argument(
        "--git-url=%s$(%s):$(%s)@%s"
            .formatted(
                value.substring(0, host),
                user,
                key,
                Argument.literal(value.substring(host)).text()));
  }
}
