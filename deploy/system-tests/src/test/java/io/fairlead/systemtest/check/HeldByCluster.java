package io.fairlead.systemtest.check;

import io.fairlead.contract.id.ResourceId;
import java.util.Map;
import java.util.Set;

/// A cluster as the checker sees it.
public interface HeldByCluster {
  ResourceId cluster();

  /// The values of the configurations that the agent holds durably and that are wanted.
  Map<ResourceId, String> wanted();

  /// All configurations that the agent holds durably, those being deleted included.
  Set<ResourceId> heldIds();

  /// The value that the agent reported last for each configuration it holds.
  Map<ResourceId, String> reported();

  Journal journal();
}
