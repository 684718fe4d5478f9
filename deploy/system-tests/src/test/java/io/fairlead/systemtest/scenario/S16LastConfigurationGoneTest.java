package io.fairlead.systemtest.scenario;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import org.junit.jupiter.api.Test;

/// S16: the last configuration of a cluster is deleted by force while the cluster is offline.
@ScenarioTest
class S16LastConfigurationGoneTest {
  @Test
  void theLastConfigurationIsRemovedOnReconnect(World world) {
    // Given
    TestAgent agent = world.fleet().join("last");
    ResourceId id = flux(agent.cluster(), "only");
    world.write(id, "1");
    world.verify(agent);
    agent.stop();
    world.forceDelete(id);
    world.awaitStatus(id, 404);
    // When
    agent.start();
    // Then
    world.verify(agent);
    assertThat(agent.held()).isEmpty();
    assertThat(agent.journal().removalsSince(0)).containsExactly(id);
  }
}
