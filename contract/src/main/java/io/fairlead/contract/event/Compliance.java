package io.fairlead.contract.event;

/// An agent's verdict on a configuration. The API words it for each type of configuration.
public enum Compliance {
  /// The cluster matches; for a Flux v1 configuration: the operator is installed.
  Compliant,
  /// The cluster does not match; for Flux v1: the operator could not be installed.
  NonCompliant,
  /// Being worked on.
  Pending,
  /// Not worked on, as the user asked.
  Suspended,
  /// Nothing can be said.
  Unknown
}
