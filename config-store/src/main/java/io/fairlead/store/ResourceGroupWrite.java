package io.fairlead.store;

import java.util.Map;

/// The whole desired state of a resource group.
public record ResourceGroupWrite(
    String subscriptionId, String name, String location, Map<String, String> tags, Principal by) {
  public ResourceGroupWrite {
    tags = Map.copyOf(tags);
  }
}
