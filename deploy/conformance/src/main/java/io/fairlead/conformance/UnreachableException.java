package io.fairlead.conformance;

/// The gateway or the API cannot be used at all.
final class UnreachableException extends RuntimeException {
  UnreachableException(String message) {
    super(message);
  }
}
