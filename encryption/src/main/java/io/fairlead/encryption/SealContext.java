package io.fairlead.encryption;

import java.nio.charset.StandardCharsets;

/// What a sealed value belongs to. A value opens in the context alone in which it was sealed: one
/// that is moved to another row or record is refused.
///
/// @param kind what sort of value it is, such as `configuration.properties`; no end of line
/// @param key which one of them, such as the lower-case key of a configuration
public record SealContext(String kind, String key) {
  /// Refuses what would make two contexts one.
  ///
  /// @throws IllegalArgumentException when the kind is blank or has an end of line
  public SealContext {
    if (kind.isBlank() || kind.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a kind is one line that is not blank");
    }
  }

  byte[] toBytes() {
    return (kind + '\n' + key).getBytes(StandardCharsets.UTF_8);
  }
}
