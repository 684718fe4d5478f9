package io.fairlead.engine.decision;

/// A stretch of keys in the order of their bytes.
///
/// @param from the first; need not be a key
/// @param to after the last; never a key itself
public record KeyRange(String from, String to) {
  /// What is left of it after a key.
  KeyRange after(String key) {
    return KeyOrder.BYTES.compare(key, from) < 0 ? this : new KeyRange(key + "\0", to);
  }
}
