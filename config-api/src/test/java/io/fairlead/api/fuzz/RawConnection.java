package io.fairlead.api.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// A client that sends whatever it is given, and keeps its connection as long as the server does:
/// so what one request leaves behind is noticed by the next. For one thread.
final class RawConnection implements AutoCloseable {
  /// A server that says nothing for so long has not answered.
  private static final int LONGEST_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(LONGEST_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /// Sends a request and reads its answer.
  ///
  /// @throws IOException when there is none, or not a whole one
  RawAnswer send(FuzzRequest request) throws IOException {
    try {
      socket.getOutputStream().write(request.bytes());
      socket.getOutputStream().flush();
    } catch (IOException refused) {
      // The server may have said why it reads no further.
      try {
        return read(request);
      } catch (IOException silent) {
        refused.addSuppressed(silent);
        throw refused;
      }
    }
    return read(request);
  }

  private RawAnswer read(FuzzRequest request) throws IOException {
    String line = line();
    while (line.startsWith("HTTP/1.1 100")) {
      headers();
      line = line();
    }
    if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9].*")) {
      throw new IOException("no status line: " + line);
    }
    int status = Integer.parseInt(line.substring(9, 12));
    Map<String, String> headers = headers();
    byte[] body =
        request.method().equals("HEAD") || status == 204 || status == 304
            ? new byte[0]
            : body(headers);
    return new RawAnswer(status, headers, body);
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("no header: " + line);
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    String length = headers.get("content-length");
    if (length == null && headers.getOrDefault("connection", "").equalsIgnoreCase("close")) {
      return in.readAllBytes();
    }
    if (length == null) {
      throw new IOException("no Content-Length: " + headers);
    }
    byte[] body = in.readNBytes(Integer.parseInt(length));
    if (body.length < Integer.parseInt(length)) {
      throw new EOFException("cut in the body");
    }
    return body;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("closed without a whole answer");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
