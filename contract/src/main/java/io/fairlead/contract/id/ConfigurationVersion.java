package io.fairlead.contract.id;

import java.util.UUID;

/// One state of one configuration.
///
/// @param id the configuration
/// @param uid its incarnation: deleting and creating it again gives another
/// @param generation grows with every change of the desired state and never restarts, not even with
/// a
///     new incarnation; at least 1
public record ConfigurationVersion(ResourceId id, UUID uid, long generation) {
  public ConfigurationVersion {
    if (generation < 1) {
      throw new IllegalArgumentException("generation is at least 1, not " + generation);
    }
  }
}
