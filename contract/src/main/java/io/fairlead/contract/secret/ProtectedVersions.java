package io.fairlead.contract.secret;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which protected settings belong to a state of a configuration. Says nothing of their values.
///
/// @param versions by the setting's name: the generation with which it was given. A cluster that
/// has a setting in a later version has it, too
/// @param expiresAt until when those are kept that the cluster was not known to have, by the hub's
/// clock; null when none was
public record ProtectedVersions(Map<String, Long> versions, @Nullable Instant expiresAt) {
  public ProtectedVersions {
    versions = Map.copyOf(versions);
  }
}
