package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.error.ArmError;
import io.fairlead.api.json.BodyReader;
import io.fairlead.api.json.ParsedBody;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.api.schema.Outcome;
import io.fairlead.api.schema.Secrets;
import io.fairlead.contract.secret.ProtectedSetting;
import io.fairlead.store.SettingsChange;
import io.fairlead.store.secret.Secret;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// From bytes to what may be stored.
final class Bodies {
  private Bodies() {}

  /// The request's body.
  ///
  /// @throws ArmException (400) when it cannot be read
  static ObjectNode read(ArmRequest request) {
    return switch (BodyReader.STANDARD.read(request.body().bytes())) {
      case ParsedBody.Parsed(ObjectNode root) -> root;
      case ParsedBody.Refused(ArmError error) -> throw new ArmException(error);
    };
  }

  /// The accepted body of a resource that has no secrets.
  ///
  /// @throws ArmException (400) with every violation
  static ObjectNode accepted(Outcome outcome) {
    return acceptedWithSecrets(outcome).body();
  }

  /// The accepted body, and the secrets apart from it.
  ///
  /// @throws ArmException (400) with every violation
  static Outcome.Accepted acceptedWithSecrets(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused refused -> throw new ArmException(refused.error());
      case Outcome.Accepted accepted -> accepted;
    };
  }

  /// What a request says of protected settings.
  static SettingsChange settings(Secrets secrets) {
    Map<ProtectedSetting, Secret> given = new EnumMap<>(ProtectedSetting.class);
    secrets.values().forEach((path, value) -> given.put(setting(path), new Secret(value)));
    Set<ProtectedSetting> removed =
        Arrays.stream(ProtectedSetting.values())
            .filter(setting -> secrets.removed().stream().anyMatch(setting::isIn))
            .collect(Collectors.toSet());
    return new SettingsChange(given, removed);
  }

  private static ProtectedSetting setting(String path) {
    return ProtectedSetting.at(path)
        .orElseThrow(() -> new IllegalStateException("no protected setting: " + path));
  }
}
