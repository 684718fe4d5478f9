package io.fairlead.api.preview;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.policy.evaluation.Assessment;
import io.fairlead.store.FleetView.FleetCluster;
import java.util.List;

/// What would become of one cluster.
///
/// @param cluster the cluster
/// @param standing whether the assignment would apply to it
/// @param assessments what each of its definitions makes of the cluster and its configurations
/// @param configurations what would become of them
public record ClusterPreview(
    FleetCluster cluster,
    Standing standing,
    List<Assessment> assessments,
    List<ConfigurationPreview> configurations) {
  public ClusterPreview {
    assessments = List.copyOf(assessments);
    configurations = List.copyOf(configurations);
  }

  /// Whether an assignment applies to a cluster.
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
    record Out(Assessment.Outside.Reason reason) implements Standing {}
  }
}
