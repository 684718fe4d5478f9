package io.fairlead.conformance.wire;

/// How an attempt to connect ended.
public sealed interface Attempt {
  HttpAnswer answer();

  /// With a WebSocket, which is the caller's to close.
  record Opened(HttpAnswer answer, WireSocket socket) implements Attempt {}

  /// With an answer.
  record Refused(HttpAnswer answer) implements Attempt {}
}
