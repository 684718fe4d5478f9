package io.fairlead.session.net;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a gateway is.
///
/// @param root its root: `wss://HOST[:PORT]`, or `https`; `ws` and `http` are not encrypted
/// @param trusted certificates (PEM) to trust instead of the Java runtime's; null for the runtime's
/// @param insecureAllowed whether `ws` and `http` are allowed beyond this machine too
/// @param proxy what it is reached through; null when it is reached directly
public record GatewayAddress(
    URI root, @Nullable Path trusted, boolean insecureAllowed, @Nullable GatewayProxy proxy) {
  private static final int TLS_PORT = 443;
  private static final int PLAIN_PORT = 80;

  /// What names this machine for certain, without a question to anybody.
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[(::|(0+:){7}0*)1]");

  /// @throws IllegalArgumentException when the root has another form
  /// @throws InsecureTransportException when it leaves this machine without TLS and that is not
  ///     allowed
  public GatewayAddress {
    if (root.getHost() == null || !scheme(root).matches("wss?|https?")) {
      throw new IllegalArgumentException(
          "a gateway's address is wss://HOST[:PORT] (https, and to loopback ws and http, are allowed),"
              + " not "
              + root);
    }
    if (!insecureAllowed && isPlain(root) && !isLoopback(root)) {
      throw new InsecureTransportException(root);
    }
  }

  /// An address beyond this machine has to have TLS.
  ///
  /// @throws IllegalArgumentException when the root has another form
  /// @throws InsecureTransportException when it leaves this machine without TLS
  public GatewayAddress(URI root, @Nullable Path trusted) {
    this(root, trusted, false, null);
  }

  /// Whether what is said to it can be read on its way.
  public boolean isInsecure() {
    return isPlain(root) && !isLoopback(root);
  }

  private static boolean isPlain(URI root) {
    return scheme(root).equals("ws") || scheme(root).equals("http");
  }

  private static boolean isLoopback(URI root) {
    return LOOPBACK.matcher(root.getHost().toLowerCase(Locale.ROOT)).matches();
  }

  private static String scheme(URI root) {
    return Optional.ofNullable(root.getScheme()).orElse("").toLowerCase(Locale.ROOT);
  }

  boolean tls() {
    return !isPlain(root);
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
