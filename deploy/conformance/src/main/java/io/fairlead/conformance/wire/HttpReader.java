package io.fairlead.conformance.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Reads HTTP/1.1 from a connection that goes on as something else afterwards.
final class HttpReader {
  private static final int MAX_LINE = 16 * 1024;
  private static final int MAX_BODY = 1024 * 1024;
  private static final int SWITCHING = 101;

  private final InputStream in;

  HttpReader(InputStream in) {
    this.in = in;
  }

  /// Reads an answer with its body; after 101 nothing beyond the head.
  HttpAnswer answer() throws IOException {
    String[] first = line().split(" ", 3);
    if (first.length < 2 || !first[0].startsWith("HTTP/1.")) {
      throw new ProtocolException("no HTTP answer but: " + String.join(" ", first));
    }
    int status;
    try {
      status = Integer.parseInt(first[1]);
    } catch (NumberFormatException e) {
      throw new IOException("no HTTP status but: " + first[1], e);
    }
    Map<String, String> headers = headers();
    return new HttpAnswer(status, headers, status == SWITCHING ? "" : body(headers));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new ProtocolException("no header but: " + line);
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private String body(Map<String, String> headers) throws IOException {
    byte[] bytes;
    if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      bytes = chunks();
    } else if (headers.containsKey("content-length")) {
      bytes = in.readNBytes(length(headers.getOrDefault("content-length", "0"), 10));
    } else {
      bytes = in.readNBytes(MAX_BODY);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private byte[] chunks() throws IOException {
    var all = new ByteArrayOutputStream();
    for (int size = length(line(), 16); size > 0; size = length(line(), 16)) {
      all.write(in.readNBytes(size));
      line();
    }
    line();
    return all.toByteArray();
  }

  private static int length(String text, int radix) throws IOException {
    try {
      int length = Integer.parseInt(text.strip(), radix);
      if (length >= 0 && length <= MAX_BODY) {
        return length;
      }
    } catch (NumberFormatException e) {
      throw new IOException("no length but: " + text, e);
    }
    throw new ProtocolException("a body of " + text + " bytes");
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0) {
        throw new EOFException("the connection was closed without an answer");
      }
      if (line.size() == MAX_LINE) {
        throw new ProtocolException("a line of more than " + MAX_LINE + " bytes");
      }
      line.write(read);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }
}
