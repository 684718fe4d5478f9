package io.fairlead.gateway.table;

import io.fairlead.contract.id.ResourceId;
import java.util.Optional;

/// Told of every change of the table, after the change, on the one thread that applies them: must
/// be quick and never block.
public interface TableListener {
  /// A configuration changed or is no longer wanted.
  void configurationChanged(ResourceId configuration);

  /// A cluster changed, or is no longer known.
  void clusterChanged(ResourceId cluster, Optional<ClusterRow> row);
}
