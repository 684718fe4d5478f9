package io.fairlead.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.ManagedBy;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A configuration as stored.
///
/// @param id as first written
/// @param uid its incarnation
/// @param generation changes with the desired state, never with the progress
/// @param changedAt when that state was written
/// @param progress how far this incarnation has come
/// @param connectivity what is known of its cluster's agent
/// @param managedBy the policy that wrote it, though somebody else may have written it since; null
///     when none ever did
/// @param protectedFault why its cluster cannot get protected settings of it; null when it can
public record StoredConfiguration(
    ResourceId id,
    UUID uid,
    long generation,
    Lifecycle lifecycle,
    ObjectNode properties,
    SystemData systemData,
    Instant changedAt,
    Progress progress,
    Connectivity connectivity,
    @Nullable ManagedBy managedBy,
    @Nullable ProtectedFault protectedFault) {
  /// One whose protected settings are all right.
  public StoredConfiguration(
      ResourceId id,
      UUID uid,
      long generation,
      Lifecycle lifecycle,
      ObjectNode properties,
      SystemData systemData,
      Instant changedAt,
      Progress progress,
      Connectivity connectivity,
      @Nullable ManagedBy managedBy) {
    this(
        id,
        uid,
        generation,
        lifecycle,
        properties,
        systemData,
        changedAt,
        progress,
        connectivity,
        managedBy,
        null);
  }
}
