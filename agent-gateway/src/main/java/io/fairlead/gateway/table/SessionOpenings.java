package io.fairlead.gateway.table;

import io.fairlead.contract.id.ResourceId;

/// Told of every session that begins on any gateway. Must be quick.
@FunctionalInterface
public interface SessionOpenings {
  /// A session of a cluster was given this number.
  void opened(ResourceId cluster, long session);
}
