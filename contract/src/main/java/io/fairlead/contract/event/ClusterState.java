package io.fairlead.contract.event;

import io.fairlead.contract.id.ResourceId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// A cluster as the store knows it.
///
/// @param id the cluster
/// @param uid its incarnation
/// @param generation grows with every change
/// @param epoch the store's epoch in which this was published
/// @param location as given by the user
/// @param tags as given by the user
/// @param agentPublicKeyCertificate the public half of the cluster's key as registered: base64 of
/// an X.509
///     certificate or of a public key
/// @param changedAt when it changed, by the hub's clock
public record ClusterState(
    ResourceId id,
    UUID uid,
    long generation,
    long epoch,
    String location,
    Map<String, String> tags,
    String agentPublicKeyCertificate,
    Instant changedAt) {
  public ClusterState {
    tags = Map.copyOf(tags);
  }
}
