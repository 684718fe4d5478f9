package io.fairlead.encryption;

/// The number of a key in its keyset, which is on every value that it sealed. No secret.
///
/// @param value 32 bits, unsigned
public record KeyId(int value) {
  /// Reads it as it is written.
  ///
  /// @throws NumberFormatException when the text is no whole number from 0 to 4294967295
  public static KeyId parse(String text) {
    return new KeyId(Integer.parseUnsignedInt(text));
  }

  /// Unsigned and decimal, as in the keyset's file.
  @Override
  public String toString() {
    return Integer.toUnsignedString(value);
  }
}
