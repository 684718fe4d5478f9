package io.fairlead.conformance.agent;

/// A gateway's frame breaks a rule that every frame must keep.
final class MalformedFrameException extends RuntimeException {
  MalformedFrameException(String message) {
    super(message);
  }
}
