package io.fairlead.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.cluster.TestCluster;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterFactsTest {
  private static final String LABEL = "fairlead.io/facts-test";

  /// More than a page.
  private static final int NODES = 55;

  private final TestCluster cluster = TestCluster.of(ClusterFactsTest.class);
  private final ClusterFacts facts = new ClusterFacts(cluster.client(), "1.2.3");

  @AfterEach
  void stop() {
    var _ = cluster.client().nodes().withLabel(LABEL).delete();
    cluster.close();
  }

  @Test
  void countsAllNodesAndTheirCores() {
    // Given
    IntStream.range(0, NODES)
        .forEach(number -> node("facts-" + number, number == 0 ? "1500m" : "4"));
    // When
    facts.refresh();
    // Then
    assertThat(facts.description().totalNodeCount()).isEqualTo(NODES);
    assertThat(facts.description().totalCoreCount()).isEqualTo(1 + 4 * (NODES - 1));
    assertThat(facts.description().agentVersion()).isEqualTo("1.2.3");
  }

  @Test
  @NeedsRealApiServer
  void knowsTheClustersVersion() {
    // When
    facts.refresh();
    // Then
    assertThat(facts.description().kubernetesVersion()).startsWith("v1.");
  }

  @Test
  void knowsNothingBeforeItHasLooked() {
    // When
    var description = facts.description();
    // Then
    assertThat(description.agentVersion()).isEqualTo("1.2.3");
    assertThat(description.totalNodeCount()).isNull();
    assertThat(description.kubernetesVersion()).isNull();
  }

  private void node(String name, String cpu) {
    Node made =
        cluster
            .client()
            .resource(
                new NodeBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .addToLabels(LABEL, "true")
                    .endMetadata()
                    .build())
            .create();
    made.setStatus(
        new NodeBuilder()
            .withNewStatus()
            .addToCapacity("cpu", Quantity.parse(cpu))
            .endStatus()
            .build()
            .getStatus());
    var _ = cluster.client().resource(made).updateStatus();
  }
}
