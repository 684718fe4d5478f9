package io.fairlead.agent.flux;

import io.fairlead.agent.object.InvalidConfigurationException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The URL of a git repository in the only form that Flux takes.
///
/// @param url with `http://`, `https://` or `ssh://`
/// @param host in lower case for SSH, with the port if given
record GitUrl(Transport transport, String url, String host) {
  /// How a repository is reached.
  enum Transport {
    HTTP,
    HTTPS,
    SSH
  }

  private static final Pattern WITH_SCHEME =
      Pattern.compile(
          "(?<scheme>https?|ssh)://(?:(?<user>[^/?#@]*)@)?(?<host>[^/?#@]+)(?<rest>[/?#].*)?");
  private static final Pattern SCP_LIKE =
      Pattern.compile("(?<user>[A-Za-z0-9._-]+)@(?<host>[^/?#@:]+):/*(?<rest>.+)");

  /// Takes the URL of a property; the short form `git@host:path` becomes `ssh://git@host/path`.
  ///
  /// @throws InvalidConfigurationException when it has neither form. The message does not repeat it
  static GitUrl of(Block source) {
    String text = source.required("url");
    var url = WITH_SCHEME.matcher(text);
    if (url.matches()) {
      String host = url.group("host");
      return switch (url.group("scheme")) {
        case "http" -> new GitUrl(Transport.HTTP, text, host);
        case "https" -> new GitUrl(Transport.HTTPS, text, host);
        default ->
            ssh(url.group("user") == null ? "git" : url.group("user"), host, url.group("rest"));
      };
    }
    var scp = SCP_LIKE.matcher(text);
    if (!text.contains("://") && scp.matches()) {
      return ssh(scp.group("user"), scp.group("host"), "/" + scp.group("rest"));
    }
    throw new InvalidConfigurationException(
        "'%s' must begin with http://, https://, ssh:// or git@.".formatted(source.pathOf("url")));
  }

  /// The host's keys are found by its name to the letter, so there is one way to write it.
  private static GitUrl ssh(String user, String host, @Nullable String rest) {
    String lower = host.toLowerCase(Locale.ROOT);
    return new GitUrl(
        Transport.SSH, "ssh://" + user + "@" + lower + (rest == null ? "" : rest), lower);
  }
}
