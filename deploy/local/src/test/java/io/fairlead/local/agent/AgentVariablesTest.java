package io.fairlead.local.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.net.GatewayAddress;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgentVariablesTest {
  private static @Nullable String identity(Path keyFile) {
    ResourceId cluster =
        ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "ship");
    GatewayAddress gateway = new GatewayAddress(URI.create("http://127.0.0.1:1"), null);
    return AgentVariables.of(
            new AgentTarget(Path.of("kubeconfig"), cluster, "here", "fairlead", false),
            keyFile,
            gateway)
        .get("FAIRLEAD_AGENT_IDENTITY");
  }

  @Test
  void an_agent_that_is_started_again_is_the_same_one_and_another_is_not() {
    // Given
    String first = identity(Path.of("a/key.pem"));
    // When
    String again = identity(Path.of("a/key.pem"));
    String other = identity(Path.of("b/key.pem"));
    // Then
    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }
}
