package io.fairlead.benchmarks.piece;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.benchmarks.api.Bodies;
import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.Deployment.Action.Withdraw;
import io.fairlead.contract.policy.Deployment.Action.Write;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.policy.evaluation.Heard;
import io.fairlead.policy.evaluation.KnownCluster;
import io.fairlead.policy.evaluation.KnownConfiguration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Clusters of a fleet as the engine knows them.
final class SampleClusters {
  static final String SUBSCRIPTION = "5f1f1f6e-0b9f-4d5e-9a55-5e7d3c0b1a2f";

  /// The ring of all of them.
  static final String RING = "canary";

  static final int CONFIGURATIONS = 10;
  private static final long GENERATION = 1_000_000;
  private static final long KIND_OF_UID = 0x5e7d3c0b1a2f4d5eL;

  private SampleClusters() {}

  /// One without configurations.
  static KnownCluster empty(int number) {
    return new KnownCluster(state(number), List.of());
  }

  /// One with ten configurations that it has confirmed.
  static KnownCluster busy(int number) {
    ClusterState state = state(number);
    return new KnownCluster(
        state,
        IntStream.range(0, CONFIGURATIONS)
            .mapToObj(
                each ->
                    confirmed(
                        Bodies.id(state.id(), "configuration-%04d".formatted(each)),
                        Bodies.properties("%06d".formatted(each)),
                        null))
            .toList());
  }

  /// The same as one that has done, and confirmed, what was decided.
  static KnownCluster settled(KnownCluster cluster, List<Deployment> decided) {
    return new KnownCluster(
        cluster.cluster(), decided.stream().map(SampleClusters::written).toList());
  }

  private static KnownConfiguration written(Deployment deployment) {
    Deployment.Basis basis = deployment.basis();
    return switch (deployment.action()) {
      case Write write ->
          confirmed(
              deployment.configuration(),
              write.properties(),
              new ManagedBy(
                  basis.assignment(),
                  basis.assignmentUid(),
                  basis.reference(),
                  write.digest(),
                  write.onUnassign(),
                  GENERATION));
      case Withdraw() -> throw new IllegalArgumentException("there is nothing to withdraw");
    };
  }

  private static KnownConfiguration confirmed(
      ResourceId id, JsonNode properties, @Nullable ManagedBy manager) {
    return new KnownConfiguration(
        new ConfigurationState(
            id,
            new UUID(KIND_OF_UID, id.key().hashCode()),
            GENERATION,
            SamplePolicies.EPOCH,
            Lifecycle.Active,
            properties,
            SamplePolicies.NOW,
            manager),
        new Heard(GENERATION, 0, null, GENERATION, Compliance.Compliant, null, SamplePolicies.NOW));
  }

  private static ClusterState state(int number) {
    return new ClusterState(
        ResourceId.cluster(
            SUBSCRIPTION,
            "fleet-west",
            "Microsoft.Kubernetes/connectedClusters",
            "ship-%04d".formatted(number)),
        new UUID(KIND_OF_UID, number),
        3,
        SamplePolicies.EPOCH,
        "westeurope",
        Map.of("ring", RING, "owner", "platform", "site", "site-" + number),
        "key",
        SamplePolicies.NOW);
  }
}
