package io.fairlead.api.preview;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.policy.evaluation.Assessment.Outside;

/// Whether an assignment would apply to a cluster.
public sealed interface Standing {
  /// At least one of its definitions applies to the cluster or to one of its configurations.
  record In() implements Standing {}

  /// None applies, and at least one would but for an exemption.
  ///
  /// @param exemption the one that covers the cluster
  record Exempt(PolicyId exemption) implements Standing {}

  /// None applies.
  ///
  /// @param reason of the definition that came closest
  record Out(Outside.Reason reason) implements Standing {}
}
