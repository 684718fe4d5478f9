package io.fairlead.store;

import io.fairlead.contract.secret.ProtectedSetting;
import io.fairlead.store.secret.Secret;
import java.util.Map;
import java.util.Set;

/// What a write says of protected settings. Those that it does not name stay as they are.
///
/// @param given in the clear, as a request has them: base64 where they travel so
/// @param removed those that go
public record SettingsChange(Map<ProtectedSetting, Secret> given, Set<ProtectedSetting> removed) {
  /// All stay as they are.
  public static final SettingsChange NONE = new SettingsChange(Map.of(), Set.of());

  public SettingsChange {
    given = Map.copyOf(given);
    removed = Set.copyOf(removed);
  }
}
