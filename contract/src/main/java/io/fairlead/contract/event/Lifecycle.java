package io.fairlead.contract.event;

/// Whether a configuration is wanted.
public enum Lifecycle {
  /// Wanted in the cluster.
  Active,
  /// To be cleaned up in the cluster, which then confirms.
  Deleting
}
