package io.fairlead.conformance;

/// The command line asks for something that cannot be done.
final class UsageException extends RuntimeException {
  UsageException(String message) {
    super(message);
  }
}
