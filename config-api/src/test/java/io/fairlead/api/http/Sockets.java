package io.fairlead.api.http;

import io.fairlead.api.support.ApiUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Requests byte by byte, for what a well-behaved client would never send.
final class Sockets {
  private Sockets() {}

  private static String head(String method, String path) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
        + ApiUnderTest.TOKEN
        + "\r\nConnection: close\r\n";
  }

  static String get(String path) {
    return head("GET", path) + "\r\n";
  }

  static String put(String path, String body) {
    return head("PUT", path + "?api-version=2023-05-01")
        + "Content-Type: application/json\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  static String expectingPut(String path, String body) {
    return put(path, body)
        .replace("Connection: close", "Connection: close\r\nExpect: 100-continue");
  }

  static String endlessPut(String path, int bytes) {
    return head("PUT", path + "?api-version=2023-05-01")
        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        + Integer.toHexString(bytes)
        + "\r\n"
        + "x".repeat(bytes)
        + "\r\n0\r\n\r\n";
  }

  /// Sends the bytes and reads until the other side closes.
  static String exchange(int port, String request) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
