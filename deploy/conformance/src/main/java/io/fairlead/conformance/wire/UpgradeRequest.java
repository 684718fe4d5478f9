package io.fairlead.conformance.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a session is asked for.
///
/// @param authorization the header's value; null to leave it out
/// @param subprotocols what is offered, in order; empty to offer none
/// @param websocket false for a plain GET
/// @param deflate whether to offer compression
public record UpgradeRequest(
    @Nullable String authorization, List<String> subprotocols, boolean websocket, boolean deflate) {
  private static final String SUBPROTOCOL = "fairlead.agent.v1";

  public UpgradeRequest {
    subprotocols = List.copyOf(subprotocols);
  }

  /// A request by the book, without compression.
  public static UpgradeRequest bearing(String token) {
    return authorized("Bearer " + token);
  }

  /// A request by the book but for its header `Authorization`.
  public static UpgradeRequest authorized(@Nullable String authorization) {
    return new UpgradeRequest(authorization, List.of(SUBPROTOCOL), true, false);
  }

  /// The same with other subprotocols.
  public UpgradeRequest offering(String... names) {
    return new UpgradeRequest(authorization, List.of(names), websocket, deflate);
  }

  /// The same as a plain GET.
  public UpgradeRequest plain() {
    return new UpgradeRequest(authorization, List.of(), false, false);
  }

  /// The same with compression offered.
  public UpgradeRequest compressed() {
    return new UpgradeRequest(authorization, subprotocols, websocket, true);
  }

  /// The request's head.
  ///
  /// @param key of the WebSocket handshake
  String head(String path, String host, String key) {
    List<String> lines = new ArrayList<>();
    lines.add("GET " + path + " HTTP/1.1");
    lines.add("Host: " + host);
    if (websocket) {
      lines.add("Upgrade: websocket");
      lines.add("Connection: Upgrade");
      lines.add("Sec-WebSocket-Version: 13");
      lines.add("Sec-WebSocket-Key: " + key);
    }
    if (!subprotocols.isEmpty()) {
      lines.add("Sec-WebSocket-Protocol: " + String.join(", ", subprotocols));
    }
    if (deflate) {
      lines.add("Sec-WebSocket-Extensions: permessage-deflate");
    }
    if (authorization != null) {
      lines.add("Authorization: " + authorization);
    }
    return String.join("\r\n", lines) + "\r\n\r\n";
  }
}
