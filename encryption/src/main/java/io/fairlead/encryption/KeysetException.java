package io.fairlead.encryption;

/// A keyset cannot be used, or not be changed so. The message is one line for a person; it names
/// the file, where there is one, and never quotes what is in it.
public final class KeysetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeysetException(String message) {
    super(message);
  }
}
