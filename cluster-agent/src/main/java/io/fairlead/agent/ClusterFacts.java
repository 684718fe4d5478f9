package io.fairlead.agent;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fairlead.agent.cluster.Faults;
import io.fairlead.contract.event.AgentDescription;
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

  /// Not by the client's own type, which has hundreds of classes and would stay in memory.
  private static final ResourceDefinitionContext NODE =
      new ResourceDefinitionContext.Builder()
          .withVersion("v1")
          .withKind("Node")
          .withPlural("nodes")
          .withNamespaced(false)
          .build();

  private static final long PAGE = 50;

  private record Nodes(int count, int cores) {
    Nodes and(GenericKubernetesResource node) {
      Object cpu = node.get("status", "capacity", "cpu");
      int more =
          cpu == null
              ? 0
              : Quantity.getAmountInBytes(Quantity.parse(String.valueOf(cpu))).intValue();
      return new Nodes(count + 1, cores + more);
    }
  }

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
      @Nullable String version = client.getKubernetesVersion().getGitVersion();
      Nodes nodes = nodes();
      description =
          new AgentDescription(
              before.agentVersion(),
              version,
              version == null ? null : distribution(version),
              before.infrastructure(),
              nodes == null ? before.totalNodeCount() : Integer.valueOf(nodes.count()),
              nodes == null ? before.totalCoreCount() : Integer.valueOf(nodes.cores()));
    } catch (KubernetesClientException e) {
      LOG.debugf("facts=not-found reason=\"%s\"", Faults.reason(e));
    }
  }

  private @Nullable Nodes nodes() {
    try {
      Nodes nodes = new Nodes(0, 0);
      String next = null;
      do {
        GenericKubernetesResourceList page =
            client
                .genericKubernetesResources(NODE)
                .list(new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
        for (GenericKubernetesResource node : page.getItems()) {
          nodes = nodes.and(node);
        }
        next = page.getMetadata().getContinue();
      } while (next != null && !next.isEmpty());
      return nodes;
    } catch (KubernetesClientException e) {
      // Not every agent may look at nodes.
      LOG.debugf("nodes=not-seen reason=\"%s\"", Faults.reason(e));
      return null;
    }
  }

  private static @Nullable String distribution(String version) {
    return DISTRIBUTIONS.entrySet().stream()
        .filter(known -> version.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
