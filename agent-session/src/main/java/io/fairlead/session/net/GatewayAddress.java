package io.fairlead.session.net;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a gateway is.
///
/// @param root its root: `wss://HOST[:PORT]`, or `https`; `ws` and `http` are not encrypted
/// @param trusted certificates (PEM) to trust instead of the Java runtime's; null for the runtime's
public record GatewayAddress(URI root, @Nullable Path trusted) {
  private static final int TLS_PORT = 443;
  private static final int PLAIN_PORT = 80;

  /// @throws IllegalArgumentException when the root has another form
  public GatewayAddress {
    if (root.getHost() == null || !scheme(root).matches("wss?|https?")) {
      throw new IllegalArgumentException(
          "a gateway's address is wss://HOST[:PORT] (ws, https and http are allowed), not " + root);
    }
  }

  private static String scheme(URI root) {
    return Optional.ofNullable(root.getScheme()).orElse("").toLowerCase(Locale.ROOT);
  }

  boolean tls() {
    return scheme(root).equals("wss") || scheme(root).equals("https");
  }

  int port() {
    if (root.getPort() > 0) {
      return root.getPort();
    }
    return tls() ? TLS_PORT : PLAIN_PORT;
  }

  /// The path before the protocol's own, without a slash at its end.
  String prefix() {
    String path = Optional.ofNullable(root.getPath()).orElse("");
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
