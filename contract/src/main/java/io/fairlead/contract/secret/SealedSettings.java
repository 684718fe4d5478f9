package io.fairlead.contract.secret;

import io.fairlead.contract.id.ResourceId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// Protected settings of a configuration that its cluster is not known to have. A setting that is
/// not named is not about this: it may be known from an earlier one.
///
/// @param configuration whose they are
/// @param uid its incarnation
/// @param epoch the store's epoch in which this was published
/// @param expiresAt after this nobody may keep them, by the hub's clock
/// @param settings by name; each with its JWE
public record SealedSettings(
    ResourceId configuration,
    UUID uid,
    long epoch,
    Instant expiresAt,
    Map<String, SealedSetting> settings) {
  public SealedSettings {
    settings = Map.copyOf(settings);
  }
}
