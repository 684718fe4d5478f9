package io.fairlead.agent;

import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.ProtectedValues;
import io.fairlead.contract.secret.SealedSetting;
import io.fairlead.contract.secret.SettingSeal;
import io.fairlead.session.identity.SealException;
import io.fairlead.session.identity.SettingsOpener;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Works out the protected settings of a state: those that the cluster has are kept, the others
/// opened.
///
/// @param opener knows the cluster's key
record SettingsOpening(SettingsOpener opener) {
  /// What came of it.
  sealed interface Result {
    /// All are there.
    record Opened(ProtectedValues values) implements Result {}

    /// One is not there, or cannot be opened.
    ///
    /// @param why for people; says nothing of it
    record Refused(String why) implements Result {}
  }

  Result open(
      Configuration configuration, Map<String, SealedSetting> wanted, ProtectedValues held) {
    Map<String, String> values = new HashMap<>();
    Map<String, Long> versions = new HashMap<>();
    for (Map.Entry<String, SealedSetting> entry : new TreeMap<>(wanted).entrySet()) {
      String name = entry.getKey();
      SealedSetting setting = entry.getValue();
      String jwe = setting.jwe();
      String kept = held.base64().get(name);
      if (kept != null && held.has(name, setting.version())) {
        values.put(name, kept);
      } else if (jwe == null) {
        return new Result.Refused(
            "ProtectedSettingsMissing: the protected setting '%s' is neither in the cluster nor at the hub any more; it has to be sent again."
                .formatted(name));
      } else {
        SettingSeal seal =
            new SettingSeal(configuration.version().id(), configuration.version().uid(), name);
        try {
          values.put(name, Base64.getEncoder().encodeToString(opener.open(seal, jwe)));
        } catch (SealException e) {
          return new Result.Refused(
              "ProtectedSettingsLost: the protected setting '%s' cannot be had: %s; it has to be sent again."
                  .formatted(name, e.getMessage()));
        }
      }
      versions.put(name, setting.version());
    }
    return new Result.Opened(new ProtectedValues(values, versions));
  }
}
