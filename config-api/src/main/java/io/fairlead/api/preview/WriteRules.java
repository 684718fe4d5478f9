package io.fairlead.api.preview;

import io.fairlead.store.DeploymentCheck;
import io.fairlead.store.DeploymentTrial;
import io.fairlead.store.secret.SecretHandover;
import io.fairlead.store.secret.SecretProvider;

/// What decides whether a policy's configuration is written, and whole.
///
/// @param check the API's rules
/// @param secrets where secrets are found
/// @param handover how they get to clusters; not used, only asked whether it can be
public record WriteRules(DeploymentCheck check, SecretProvider secrets, SecretHandover handover) {
  /// For one preview: what it asked for it does not ask for again.
  DeploymentTrial trial() {
    return new DeploymentTrial(check, secrets);
  }
}
