package io.fairlead.conformance.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Where a gateway accepts sessions. Thread-safe.
///
/// @param base `http`, `https`, `ws` or `wss`, with a host
public record GatewayAddress(URI base) {
  private static final String PATH = "/agent/v1/session";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SWITCHING = 101;
  private static final int KEY_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  /// Asks for a session.
  ///
  /// @throws IOException when there is no connection or no answer of HTTP
  public Attempt attempt(UpgradeRequest request) throws IOException {
    Socket socket = connect();
    try {
      byte[] nonce = new byte[KEY_BYTES];
      RANDOM.nextBytes(nonce);
      String key = Base64.getEncoder().encodeToString(nonce);
      String path = base.getPath() == null ? "" : base.getPath().replaceAll("/+$", "");
      String head = request.head(path + PATH, base.getHost() + ":" + port(), key);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      HttpAnswer answer = new HttpReader(in).answer();
      if (answer.status() != SWITCHING) {
        socket.close();
        return new Attempt.Refused(answer);
      }
      requireAccepted(answer, key);
      socket.setSoTimeout(0);
      boolean deflate =
          answer.header("Sec-WebSocket-Extensions").orElse("").contains("permessage-deflate");
      return new Attempt.Opened(answer, WireSocket.ofAgent(socket, in, deflate));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.connect(new InetSocketAddress(base.getHost(), port()), (int) PATIENCE.toMillis());
      return isSecure() ? secured(socket) : socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private Socket secured(Socket socket) throws IOException {
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    var secured = (SSLSocket) factory.createSocket(socket, base.getHost(), port(), true);
    var parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private boolean isSecure() {
    String scheme = base.getScheme().toLowerCase(Locale.ROOT);
    return scheme.equals("https") || scheme.equals("wss");
  }

  private int port() {
    if (base.getPort() >= 0) {
      return base.getPort();
    }
    return isSecure() ? 443 : 80;
  }

  private static void requireAccepted(HttpAnswer answer, String key) throws IOException {
    String expected = acceptance(key);
    if (!expected.equals(answer.header("Sec-WebSocket-Accept").orElse(""))) {
      throw new ProtocolException("101 without the right Sec-WebSocket-Accept");
    }
  }

  /// The answer to a handshake's key.
  public static String acceptance(String key) {
    try {
      byte[] text =
          (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
