package io.fairlead.agent.ssh;

/// A key's bytes are not what they have to be. Says where, never what.
final class MalformedKeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedKeyException(String message) {
    super(message);
  }
}
