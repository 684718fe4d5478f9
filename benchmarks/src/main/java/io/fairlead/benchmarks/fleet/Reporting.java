package io.fairlead.benchmarks.fleet;

/// What the clusters of a fleet report by themselves.
public enum Reporting {
  /// Each state as compliant once it is stored.
  COMPLIANT_AT_ONCE,
  /// Nothing.
  NOTHING
}
