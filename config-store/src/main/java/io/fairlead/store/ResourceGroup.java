package io.fairlead.store;

import java.util.Map;
import java.util.UUID;

/// A resource group.
///
/// @param subscriptionId as first written
/// @param name as first written
/// @param uid its incarnation
/// @param generation changes with its location and tags
public record ResourceGroup(
    String subscriptionId,
    String name,
    UUID uid,
    long generation,
    String location,
    Map<String, String> tags,
    SystemData systemData) {
  public ResourceGroup {
    tags = Map.copyOf(tags);
  }
}
