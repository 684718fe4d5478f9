package io.fairlead.store.publish;

import io.fairlead.encryption.KeyId;
import java.util.Map;

/// How many values in the database each key sealed.
///
/// @param primary the key that sealed now when they were counted
/// @param sealed by key, each counted up to 1,000
/// @param clear how many are not sealed; those of one beginning counted up to 1,000
public record SealedValues(KeyId primary, Map<KeyId, Long> sealed, long clear) {
  public SealedValues {
    sealed = Map.copyOf(sealed);
  }

  /// Whether there are values that are to be sealed anew.
  boolean hasOthers() {
    return clear > 0 || sealed.keySet().stream().anyMatch(key -> !key.equals(primary));
  }
}
