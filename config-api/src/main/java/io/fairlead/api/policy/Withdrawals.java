package io.fairlead.api.policy;

import io.fairlead.api.work.EvaluationPool;
import io.fairlead.api.work.StoreCalls;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.policy.evaluation.Evaluator;
import io.fairlead.policy.evaluation.Heard;
import io.fairlead.policy.evaluation.KnownCluster;
import io.fairlead.policy.evaluation.KnownConfiguration;
import io.fairlead.store.ExemptionCheck;
import io.fairlead.store.FleetView;
import io.fairlead.store.FleetView.FleetCluster;
import io.fairlead.store.WithdrawalCheck;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// Evaluates once more, by what the database has, what the engine would take away.
///
/// @param snapshots the policies
/// @param fleet clusters and configurations
/// @param pool where they are evaluated
/// @param clock decides which exemptions are in force
public record Withdrawals(
    PolicySnapshots snapshots, FleetView fleet, EvaluationPool pool, InstantSource clock)
    implements WithdrawalCheck {
  /// How many clusters are read at a time: a read of all that a batch has may take longer than one
  /// may, again and again.
  private static final int CLUSTERS = 20;

  @Override
  public Uni<Set<ResourceId>> unwanted(Collection<Deployment> withdrawals) {
    Set<ResourceId> asked =
        withdrawals.stream().map(Deployment::configuration).collect(Collectors.toSet());
    // The engine decides what is to be done in a cluster together.
    Map<ResourceId, Instant> decided =
        withdrawals.stream()
            .collect(
                Collectors.toMap(
                    withdrawal -> withdrawal.configuration().cluster(),
                    withdrawal -> withdrawal.basis().decidedAt(),
                    BinaryOperator.maxBy(Comparator.<Instant>naturalOrder())));
    List<List<ResourceId>> parts =
        decided.keySet().stream().gather(Gatherers.windowFixed(CLUSTERS)).toList();
    return snapshots
        .current()
        .flatMap(
            snapshot ->
                Multi.createFrom()
                    .iterable(parts)
                    .onItem()
                    .transformToUniAndConcatenate(part -> withdrawn(snapshot, part, decided))
                    .collect()
                    .in(HashSet<ResourceId>::new, Set::addAll))
        .map(
            withdrawn -> {
              withdrawn.retainAll(asked);
              return withdrawn;
            });
  }

  private Uni<Set<ResourceId>> withdrawn(
      PolicySnapshot snapshot, List<ResourceId> clusters, Map<ResourceId, Instant> decided) {
    return StoreCalls.call(() -> fleet.of(clusters))
        .flatMap(
            found ->
                pool.run(
                    () -> {
                      Instant now = clock.instant();
                      return found.clusters().stream()
                          .flatMap(
                              cluster ->
                                  withdrawn(
                                      snapshot,
                                      cluster,
                                      ExemptionCheck.asOf(
                                          now, decided.getOrDefault(cluster.state().id(), now))))
                          .collect(Collectors.toSet());
                    }));
  }

  private static Stream<ResourceId> withdrawn(
      PolicySnapshot snapshot, FleetCluster cluster, Instant now) {
    List<KnownConfiguration> configurations =
        cluster.configurations().stream()
            .map(state -> new KnownConfiguration(state, Heard.NOTHING))
            .toList();
    return Evaluator.evaluate(
            snapshot.set(), new KnownCluster(cluster.state(), configurations), now)
        .deployments()
        .stream()
        .filter(deployment -> deployment.action() instanceof Deployment.Action.Withdraw)
        .map(Deployment::configuration);
  }
}
