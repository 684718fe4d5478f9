package io.fairlead.engine.topology;

/// The state stores of a task.
final class StoreNames {
  /// Cluster id → `ClusterState` as published; its topic is its changelog.
  static final String CLUSTERS = "clusters";

  /// Configuration id → `ConfigurationState` as published; its topic is its changelog.
  static final String CONFIGURATIONS = "configurations";

  /// Configuration id and uid → [io.fairlead.engine.decision.HeardEntry].
  static final String HEARD = "heard";

  /// Configuration id → [io.fairlead.engine.decision.Asked].
  static final String ASKED = "asked";

  /// Key of a verdict → [io.fairlead.engine.decision.Said].
  static final String SAID = "said";

  private StoreNames() {}
}
