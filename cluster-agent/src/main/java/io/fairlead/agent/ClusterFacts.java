package io.fairlead.agent;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.agent.cluster.Faults;
import io.fairlead.contract.event.AgentDescription;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What the agent says of its cluster. Asked for now and then; what cannot be found out stays
/// unknown. Thread-safe.
final class ClusterFacts {
  private static final Logger LOG = Logger.getLogger(ClusterFacts.class);

  /// What distributions write into their version.
  private static final Map<String, String> DISTRIBUTIONS =
      Map.of(
          "+k3s", "k3s",
          "+rke2", "rke2",
          "-eks-", "eks",
          "-gke.", "gke",
          "+k0s", "k0s");

  private final KubernetesClient client;
  private volatile AgentDescription description;

  /// @param agentVersion the agent's own version
  ClusterFacts(KubernetesClient client, String agentVersion) {
    this.client = client;
    this.description = new AgentDescription(agentVersion, null, null, null, null, null);
  }

  /// What was last found out.
  AgentDescription description() {
    return description;
  }

  /// Finds out anew. Waits for the cluster.
  void refresh() {
    AgentDescription before = description;
    try {
      String version = client.getKubernetesVersion().getGitVersion();
      List<Node> nodes = nodes();
      description =
          new AgentDescription(
              before.agentVersion(),
              version,
              distribution(version),
              before.infrastructure(),
              nodes == null ? before.totalNodeCount() : Integer.valueOf(nodes.size()),
              nodes == null ? before.totalCoreCount() : Integer.valueOf(cores(nodes)));
    } catch (KubernetesClientException e) {
      LOG.debugf("facts=not-found reason=\"%s\"", Faults.reason(e));
    }
  }

  private @Nullable List<Node> nodes() {
    try {
      return client.nodes().list().getItems();
    } catch (KubernetesClientException e) {
      // Not every agent may look at nodes.
      LOG.debugf("nodes=not-seen reason=\"%s\"", Faults.reason(e));
      return null;
    }
  }

  private static int cores(List<Node> nodes) {
    return nodes.stream()
        .map(node -> node.getStatus().getCapacity())
        .mapToInt(
            capacity ->
                capacity == null || capacity.get("cpu") == null
                    ? 0
                    : Quantity.getAmountInBytes(capacity.get("cpu")).intValue())
        .sum();
  }

  private static @Nullable String distribution(String version) {
    return DISTRIBUTIONS.entrySet().stream()
        .filter(known -> version.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
