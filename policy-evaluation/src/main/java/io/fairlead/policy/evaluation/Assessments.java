package io.fairlead.policy.evaluation;

import io.fairlead.contract.id.PolicyId;
import java.time.Instant;
import java.util.List;

/// Asks policies one by one what they make of a cluster and its configurations. For a preview: add
/// the draft of an assignment to the [PolicySet] and ask for it; what would become of everything
/// together is [Evaluator]'s to say.
public final class Assessments {
  private Assessments() {}

  /// What one assignment makes of a cluster and of each of its configurations, in the order of
  /// references, then of resources' keys. Where the cluster is outside its scope, one assessment of
  /// the cluster for each definition.
  ///
  /// @param assignment none known of that id: an empty answer
  /// @param now decides which exemptions are in force
  public static List<Assessment> of(
      PolicySet policies, PolicyId assignment, KnownCluster cluster, Instant now) {
    return List.of();
  }
}
