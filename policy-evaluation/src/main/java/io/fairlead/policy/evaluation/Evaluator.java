package io.fairlead.policy.evaluation;

import java.time.Instant;
import java.util.List;

/// Evaluates all policies together for one cluster.
public final class Evaluator {
  private Evaluator() {}

  /// What the policies want of a cluster, and how it stands to them.
  ///
  /// @param now decides which exemptions are in force, and is what is put down as the time of the
  ///     decisions
  public static Evaluation evaluate(PolicySet policies, KnownCluster cluster, Instant now) {
    return new Evaluation(List.of(), List.of());
  }
}
