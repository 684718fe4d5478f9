package io.fairlead.session.net;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An HTTP proxy on the way to a gateway, as the customary variables of the environment name it.
///
/// @param user null when it asks for none
/// @param password null when it asks for none. Never to be logged
public record GatewayProxy(
    String host, int port, @Nullable String user, @Nullable String password) {
  private static final int DEFAULT_PORT = 80;

  /// The proxy for that gateway: `HTTPS_PROXY` for one with TLS, `HTTP_PROXY` for one without, in
  /// capitals or not, of the form `http://[USER:PASSWORD@]HOST[:PORT]`; none for a host that
  /// `NO_PROXY` names: itself, a domain it is in, a network its address is in, or `*`.
  ///
  /// @throws IllegalArgumentException when the variable has another form; the message names it
  public static Optional<GatewayProxy> of(Map<String, String> environment, URI gateway) {
    String scheme = Optional.ofNullable(gateway.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    String name = scheme.equals("wss") || scheme.equals("https") ? "HTTPS_PROXY" : "HTTP_PROXY";
    return variable(environment, name)
        .filter(
            proxy ->
                variable(environment, "NO_PROXY")
                    .filter(list -> spares(list, gateway.getHost()))
                    .isEmpty())
        .map(proxy -> parse(name, proxy));
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  private static GatewayProxy parse(String name, String text) {
    URI uri;
    try {
      uri = URI.create(text.contains("://") ? text : "http://" + text);
    } catch (IllegalArgumentException e) {
      throw wrong(name);
    }
    if (uri.getHost() == null || !"http".equalsIgnoreCase(uri.getScheme())) {
      throw wrong(name);
    }
    List<String> login =
        uri.getUserInfo() == null ? List.of() : Arrays.asList(uri.getUserInfo().split(":", 2));
    return new GatewayProxy(
        uri.getHost(),
        uri.getPort() > 0 ? uri.getPort() : DEFAULT_PORT,
        login.isEmpty() ? null : login.getFirst(),
        login.size() < 2 ? null : login.get(1));
  }

  private static IllegalArgumentException wrong(String name) {
    // Without the value, in which there may be a password.
    return new IllegalArgumentException(
        name + " is not of the form http://[USER:PASSWORD@]HOST[:PORT]");
  }

  private static boolean spares(String list, String gateway) {
    String host = gateway.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
    return Arrays.stream(list.split("[,\\s]+"))
        .map(entry -> entry.toLowerCase(Locale.ROOT))
        .anyMatch(entry -> entry.equals("*") || isIn(host, entry));
  }

  private static boolean isIn(String host, String entry) {
    if (entry.contains("/")) {
      return AddressRange.parse(entry).filter(range -> range.contains(host)).isPresent();
    }
    String domain = entry.startsWith(".") ? entry.substring(1) : entry;
    return !domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain));
  }

  /// Without the password.
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
