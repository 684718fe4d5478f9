package io.fairlead.policy.evaluation;

import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.ManagedBy;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All that is asked of a configuration's desired state but for its properties.
///
/// @param id the configuration
/// @param uid its incarnation
/// @param generation grows with every change of the desired state
/// @param epoch the store's epoch in which this was published
/// @param lifecycle whether it is wanted
/// @param managedBy the policy that wrote it; null when none ever did
public record ConfigurationHead(
    ResourceId id,
    UUID uid,
    long generation,
    long epoch,
    Lifecycle lifecycle,
    @Nullable ManagedBy managedBy) {
  /// That of a whole state.
  public static ConfigurationHead of(ConfigurationState state) {
    return new ConfigurationHead(
        state.id(),
        state.uid(),
        state.generation(),
        state.epoch(),
        state.lifecycle(),
        state.managedBy());
  }
}
