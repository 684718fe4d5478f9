package io.fairlead.api.resource;

import io.fairlead.api.schema.StringFormat;
import io.fairlead.api.schema.StringSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The URLs of sources. None may carry a credential, because URLs are stored and shown in the
/// clear; so no error repeats one either.
///
/// @param transport how the source is reached
/// @param userInfo what stands before `@`, or null
/// @param host name or address, with the port if given
record SourceUrl(Transport transport, @Nullable String userInfo, String host) {

  /// How a source is reached.
  enum Transport {
    HTTP("http"),
    HTTPS("https"),
    SSH("ssh"),
    GIT("git"),
    OCI("oci");

    private final String scheme;

    Transport(String scheme) {
      this.scheme = scheme;
    }
  }

  private static final int LONGEST = 2048;
  private static final Pattern WITH_SCHEME =
      Pattern.compile(
          "(?<scheme>[a-z]+)://(?:(?<user>[^/?#]*)@)?(?<host>[^/?#@]*)(?<rest>[/?#].*)?");
  private static final Pattern SCP_LIKE =
      Pattern.compile("(?<user>[A-Za-z0-9._-]+)@(?<host>[^/?#@:]+):(?<rest>[^?#]+)");
  private static final Pattern HOST =
      Pattern.compile(
          "(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\\.?|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");
  private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cntrl}\\s\\\\<>\"`{}|^]");
  private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
  private static final Set<String> SECRET_PARAMETERS =
      Set.of(
          "access_key",
          "access_token",
          "api_key",
          "apikey",
          "auth",
          "auth_token",
          "awsaccesskeyid",
          "client_secret",
          "credential",
          "googleaccessid",
          "job_token",
          "key",
          "oauth_token",
          "password",
          "private_token",
          "pwd",
          "refresh_token",
          "secret",
          "sig",
          "signature",
          "token");

  /// Signed URLs of Amazon and Google have several parameters, and all of them together let in.
  private static final List<String> SECRET_PREFIXES = List.of("x-amz-", "x-goog-");

  static final StringFormat GIT =
      format(
          "a URL that begins with http://, https://, ssh:// or git@ and has no credentials in it",
          "^(((http|https|ssh)://)|(git@)).+$",
          SourceUrl::gitProblem);

  static final StringFormat HTTP_ONLY =
      format(
          "a URL that begins with http:// or https:// and has neither credentials nor a query",
          "^((http|https)://).+$",
          SourceUrl::storageProblem);

  static final StringFormat OCI =
      format(
          "a URL of the form oci://registry/repository without tag or credentials",
          "^oci://[^/]+/.+$",
          SourceUrl::ociProblem);

  /// The forms of Flux v1.
  static final StringFormat V1 =
      format(
          "http[s]://server/repo, git://server/repo, ssh://user@server/repo or user@server:repo,"
              + " without credentials",
          "^((https?|git|ssh)://.+|[A-Za-z0-9._-]+@[^/:]+:.+)$",
          SourceUrl::v1Problem);

  private static StringFormat format(String allowed, String pattern, StringFormat.Check check) {
    return new StringFormat(allowed, pattern, check);
  }

  /// The schema of a URL property.
  static StringSchema schema(StringFormat format) {
    return StringSchema.optional(LONGEST).as(format).storedAs(String::strip).confidential();
  }

  /// Takes a URL apart; empty when it has no known form.
  static Optional<SourceUrl> parse(String value) {
    if (value.length() > LONGEST || FORBIDDEN.matcher(value).find()) {
      return Optional.empty();
    }
    var url = WITH_SCHEME.matcher(value);
    if (url.matches()) {
      return Arrays.stream(Transport.values())
          .filter(t -> t.scheme.equals(url.group("scheme")))
          .filter(_ -> validHost(url))
          .findFirst()
          .map(t -> new SourceUrl(t, url.group("user"), url.group("host")));
    }
    var scp = SCP_LIKE.matcher(value);
    return scp.matches() && validHost(scp)
        ? Optional.of(new SourceUrl(Transport.SSH, scp.group("user"), scp.group("host")))
        : Optional.empty();
  }

  /// Whether the source is reached over HTTP or HTTPS.
  boolean isHttp() {
    return transport == Transport.HTTP || transport == Transport.HTTPS;
  }

  private static boolean validHost(Matcher url) {
    return HOST.matcher(url.group("host")).matches();
  }

  private static @Nullable String gitProblem(String value) {
    if (value.contains("://") == value.startsWith("git@")) {
      return "does not have the required form";
    }
    return problem(value, Set.of(Transport.HTTP, Transport.HTTPS, Transport.SSH));
  }

  /// The query of a bucket's or a container's URL is where signatures stand, and nothing else.
  private static @Nullable String storageProblem(String value) {
    var problem = problem(value, Set.of(Transport.HTTP, Transport.HTTPS));
    return problem == null && value.contains("?")
        ? "has a query, where signatures stand, which would be stored and shown in the clear"
        : problem;
  }

  private static @Nullable String ociProblem(String value) {
    var problem = problem(value, Set.of(Transport.OCI));
    if (problem != null) {
      return problem;
    }
    var repository = value.substring("oci://".length());
    var slash = repository.indexOf('/');
    if (slash < 0 || slash == repository.length() - 1) {
      return "names no repository";
    }
    var name = repository.substring(slash);
    return name.contains(":") || name.contains("@")
        ? "has a tag or digest in it, which belongs into repositoryRef"
        : null;
  }

  private static @Nullable String v1Problem(String value) {
    var problem =
        problem(value, Set.of(Transport.HTTP, Transport.HTTPS, Transport.SSH, Transport.GIT));
    if (problem != null) {
      return problem;
    }
    return value.startsWith("ssh://") && parse(value).map(SourceUrl::userInfo).isEmpty()
        ? "has no user before the server"
        : null;
  }

  private static @Nullable String problem(String value, Set<Transport> allowed) {
    var parsed = parse(value);
    if (parsed.isEmpty() || !allowed.contains(parsed.get().transport())) {
      return "does not have the required form";
    }
    var user = parsed.get().userInfo();
    if (user != null && (parsed.get().transport() != Transport.SSH || user.contains(":"))) {
      return "has credentials in it, which would be stored and shown in the clear; use the"
          + " protected settings";
    }
    if (user != null && user.contains("@")) {
      return "has several '@' before the server; write %40 for one in the user";
    }
    return hasSecretParameter(value)
        ? "has a credential in its query, which would be stored and shown in the clear"
        : null;
  }

  private static boolean hasSecretParameter(String value) {
    var query = value.indexOf('?');
    return query >= 0
        && Arrays.stream(value.substring(query + 1).split("[&;#]"))
            .map(parameter -> parameter.split("=", 2)[0])
            .map(name -> unescaped(name).toLowerCase(Locale.ROOT))
            .anyMatch(
                name ->
                    SECRET_PARAMETERS.contains(name)
                        || SECRET_PREFIXES.stream().anyMatch(name::startsWith));
  }

  /// The names looked for are ASCII, so each escape is a character of its own.
  private static String unescaped(String name) {
    return ESCAPE
        .matcher(name)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    Character.toString(Integer.parseInt(escape.group(1), 16))));
  }
}
