package io.fairlead.benchmarks.piece;

import io.fairlead.policy.evaluation.Evaluation;
import io.fairlead.policy.evaluation.Evaluator;
import io.fairlead.policy.evaluation.KnownCluster;
import io.fairlead.policy.evaluation.PolicySet;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What the engine asks of the policies for one cluster, one after another of a fleet. There is no
/// floor: no bare part knows policies.
@State(Scope.Thread)
public class RulePiece {
  private static final int CLUSTERS = 1_000;

  private final PolicySet deploying = SamplePolicies.deploying();
  private final PolicySet auditing = SamplePolicies.auditing();
  private final List<KnownCluster> empty =
      IntStream.range(0, CLUSTERS).mapToObj(SampleClusters::empty).toList();
  private final List<KnownCluster> settled =
      empty.stream()
          .map(
              cluster ->
                  SampleClusters.settled(cluster, evaluate(deploying, cluster).deployments()))
          .toList();
  private final List<KnownCluster> busy =
      IntStream.range(0, CLUSTERS).mapToObj(SampleClusters::busy).toList();
  private int next;

  private static Evaluation evaluate(PolicySet policies, KnownCluster cluster) {
    return Evaluator.evaluate(policies, cluster, SamplePolicies.NOW);
  }

  private KnownCluster next(List<KnownCluster> clusters) {
    next = (next + 1) % CLUSTERS;
    return clusters.get(next);
  }

  /// A policy that deploys, for a cluster that lacks what it deploys: it has to be written.
  @Benchmark
  public Evaluation deploy() {
    return evaluate(deploying, next(empty));
  }

  /// The same for a cluster that has confirmed what was deployed: nothing has to be done.
  @Benchmark
  public Evaluation confirm() {
    return evaluate(deploying, next(settled));
  }

  /// A policy that audits the configurations of a cluster, of which it has ten.
  @Benchmark
  public Evaluation audit() {
    return evaluate(auditing, next(busy));
  }
}
