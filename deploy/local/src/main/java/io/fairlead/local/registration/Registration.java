package io.fairlead.local.registration;

import io.fairlead.contract.id.ResourceId;
import java.util.Map;

/// What a cluster is to be registered as.
///
/// @param cluster its id
/// @param key the public half of its key, in base64
/// @param location where it is; counts when it is new
/// @param tags its tags; count when it is new
/// @param replacesKey whether another key that is registered gives way
public record Registration(
    ResourceId cluster,
    String key,
    String location,
    Map<String, String> tags,
    boolean replacesKey) {
  public Registration {
    tags = Map.copyOf(tags);
  }
}
