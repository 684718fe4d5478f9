package io.fairlead.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.desired.ConfigurationChange;
import io.fairlead.session.desired.HeldConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HoldingClusterTest {
  private final List<ConfigurationVersion> confirmed = new ArrayList<>();
  private final HoldingCluster cluster = new HoldingCluster(confirmed::add);

  @Test
  void confirmsTheCleanUpOfWhatItNeverCreated() {
    // Given
    HeldConfiguration deleting = held(Lifecycle.Deleting);
    // When
    cluster.changed(new ConfigurationChange.Deleting(deleting));
    // Then
    assertThat(confirmed).containsExactly(deleting.version());
  }

  @Test
  void confirmsAfterARestartToo() {
    // Given
    HeldConfiguration deleting = held(Lifecycle.Deleting);
    // When
    cluster.start(List.of(deleting, held(Lifecycle.Active)));
    // Then
    assertThat(confirmed).containsExactly(deleting.version());
  }

  private static HeldConfiguration held(Lifecycle lifecycle) {
    ResourceId id =
        ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "ship")
            .extension("Microsoft.KubernetesConfiguration/fluxConfigurations", "baseline");
    return new HeldConfiguration(
        id, new UUID(1, 1), 5, 1, lifecycle, JsonNodeFactory.instance.objectNode(), false);
  }
}
