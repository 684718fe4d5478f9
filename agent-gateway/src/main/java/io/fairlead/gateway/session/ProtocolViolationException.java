package io.fairlead.gateway.session;

/// The agent broke the protocol. The message says how and never quotes what it sent.
final class ProtocolViolationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ProtocolViolationException(String message) {
    super(message);
  }
}
