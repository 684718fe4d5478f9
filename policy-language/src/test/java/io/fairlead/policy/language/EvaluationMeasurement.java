package io.fairlead.policy.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.policy.language.resource.ResourceView;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import java.util.stream.IntStream;

/// Measures how long a fleet takes: 10,000 clusters, 100 assignments of a definition with
/// fifteen conditions and a deployment. No test: run it by hand, `docs/policy-language.md` says
/// how.
final class EvaluationMeasurement {
  private static final int CLUSTERS = 10_000;
  private static final int ASSIGNMENTS = 100;
  private static final int ROUNDS = 5;
  private static final JsonNode DEFINITION = Cases.resource("own/edge-baseline.json");

  private EvaluationMeasurement() {}

  public static void main(String[] args) {
    List<ResourceView> clusters = IntStream.range(0, CLUSTERS).mapToObj(i -> cluster(i)).toList();
    long start = System.nanoTime();
    PolicyDefinition definition = PolicyDefinition.parse(DEFINITION).orThrow();
    List<BoundPolicy> policies =
        IntStream.range(0, ASSIGNMENTS).mapToObj(i -> bound(definition, i)).toList();
    report("read one definition, bind 100 assignments", start, 1 + ASSIGNMENTS);
    for (int round = 0; round < ROUNDS; round++) {
      measure("match", clusters, policies, (policy, cluster) -> matches(policy, cluster) ? 1 : 0);
      measure("match and plan", clusters, policies.subList(0, 10), EvaluationMeasurement::planned);
    }
  }

  private static boolean matches(BoundPolicy policy, ResourceView cluster) {
    return policy.matches(cluster, Samples.CONTEXT);
  }

  private static int planned(BoundPolicy policy, ResourceView cluster) {
    return matches(policy, cluster) ? policy.deployment(cluster, Samples.CONTEXT).size() : 0;
  }

  private static void measure(
      String what,
      List<ResourceView> clusters,
      List<BoundPolicy> policies,
      ToIntBiFunction<BoundPolicy, ResourceView> question) {
    long start = System.nanoTime();
    int found = 0;
    for (BoundPolicy policy : policies) {
      for (ResourceView cluster : clusters) {
        found += question.applyAsInt(policy, cluster);
      }
    }
    report(
        what + ", " + policies.size() + " assignments, " + found + " found",
        start,
        policies.size() * clusters.size());
  }

  private static void report(String what, long start, int count) {
    long nanos = System.nanoTime() - start;
    System.out.printf("%-55s %8.1f ms  %8d ns each%n", what, nanos / 1e6, nanos / count);
  }

  private static BoundPolicy bound(PolicyDefinition definition, int number) {
    ObjectNode given =
        (ObjectNode) Samples.json("{'url': {'value': 'https://git.example/" + number + "'}}");
    given.putObject("ring").put("value", number % 2 == 0 ? "wide" : "canary");
    return definition.bind(given, Samples.POLICY).orThrow();
  }

  private static ResourceView cluster(int number) {
    return ResourceView.of(
        ResourceId.cluster(
            "s-1", "fleet", "Microsoft.Kubernetes/connectedClusters", "ship-" + number),
        "West Europe",
        Map.of("ring", number % 10 == 0 ? "canary" : "wide", "owner", "ops"));
  }
}
