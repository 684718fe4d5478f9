package io.fairlead.conformance.wire;

/// What comes over a WebSocket.
public sealed interface Message {
  /// A text message, whole.
  ///
  /// @param bytes of UTF-8, before compression
  record Text(String text, int bytes) implements Message {}

  /// A binary message.
  record Binary(int bytes) implements Message {}

  /// The answer to a ping.
  ///
  /// @param payload as text
  record Pong(String payload) implements Message {}

  /// The other side closed in order. Nothing follows.
  ///
  /// @param code 1005 when it said none
  record Closed(int code, String reason) implements Message {}

  /// The connection broke. Nothing follows.
  record Lost(String why) implements Message {}
}
