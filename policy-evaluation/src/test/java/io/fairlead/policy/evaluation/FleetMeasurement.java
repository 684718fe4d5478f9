package io.fairlead.policy.evaluation;

import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.ResourceId;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/// Measures how much of one processor a fleet takes: 10,000 clusters in ten resource groups, 100
/// assignments of which ten reach a cluster and two deploy to it. No test: run it by hand, with the
/// module's test class path: `java -cp … io.fairlead.policy.evaluation.FleetMeasurement`.
final class FleetMeasurement {
  private static final int CLUSTERS = 10_000;
  private static final int GROUPS = 10;
  private static final int ROUNDS = 8;

  private FleetMeasurement() {}

  public static void main(String[] args) {
    long start = cpuTime();
    PolicySet policies = PolicySet.EMPTY.with(states(), List.of());
    report("read and bind " + policies.size().assignments() + " assignments", start, 1);
    List<KnownCluster> empty =
        IntStream.range(0, CLUSTERS).mapToObj(FleetMeasurement::cluster).toList();
    for (int round = 0; round < ROUNDS; round++) {
      measure("10 of 100 reach, 2 deploy", policies, empty);
    }
    PolicySet selective = PolicySet.EMPTY.with(selective(), List.of());
    for (int round = 0; round < ROUNDS; round++) {
      measure("200 reach, 2 match", selective, empty);
    }
    start = cpuTime();
    for (int i = 0; i < 1000; i++) {
      policies =
          policies.with(
              List.of(Samples.exemption(Samples.GROUP, "e" + i % 100, "a0", "")), List.of());
    }
    report("change an exemption", start, 1000);
  }

  private static void measure(String what, PolicySet policies, List<KnownCluster> clusters) {
    long start = cpuTime();
    int verdicts = 0;
    int deployments = 0;
    for (KnownCluster cluster : clusters) {
      Evaluation evaluation = Evaluator.evaluate(policies, cluster, Samples.NOW);
      verdicts += evaluation.verdicts().size();
      deployments += evaluation.deployments().size();
    }
    report(
        what + ": " + verdicts + " verdicts, " + deployments + " deployments",
        start,
        clusters.size());
  }

  /// What this thread has used of a processor, in nanoseconds: a busy machine does not count.
  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void report(String what, long start, int count) {
    long nanos = cpuTime() - start;
    System.out.printf("%-65s %8.1f ms  %8d ns each%n", what, nanos / 1e6, nanos / count);
  }

  private static List<PolicyState> states() {
    List<PolicyState> states = new ArrayList<>(List.of(Samples.deploy(), audit()));
    for (int group = 0; group < GROUPS; group++) {
      String scope = Samples.SUBSCRIPTION + "/resourceGroups/g" + group;
      for (int i = 0; i < 10; i++) {
        states.add(
            i < 2
                ? Samples.assignment(
                    scope,
                    "a" + i,
                    Samples.definitionId("deploy"),
                    "{'parameters': {'name': {'value': 'c" + i + "'}}}")
                : Samples.assignment(scope, "a" + i, Samples.definitionId("audit"), "{}"));
      }
    }
    return states;
  }

  private static List<PolicyState> selective() {
    List<PolicyState> states = new ArrayList<>(List.of(Samples.deploy()));
    for (int i = 0; i < 200; i++) {
      states.add(
          Samples.deploying(
              "a" + i,
              "'name': 'c%d', 'ring': '%s'".formatted(i, i < 2 ? "canary" : "ring-" + i),
              ""));
    }
    return states;
  }

  private static PolicyState audit() {
    return Samples.definition(
        "audit",
        "{'policyRule': {'if': {'field': 'tags.owner', 'exists': false}, 'then': {'effect': 'audit'}}}");
  }

  private static KnownCluster cluster(int number) {
    return new KnownCluster(
        new ClusterState(
            ResourceId.cluster(
                "s-1",
                "g" + number % GROUPS,
                "Microsoft.Kubernetes/connectedClusters",
                "ship-" + number),
            new UUID(0, number),
            1,
            Samples.EPOCH,
            "West Europe",
            Map.of("ring", "canary", "owner", "ops"),
            "key",
            Samples.ASSIGNED),
        List.of());
  }
}
