package io.fairlead.systemtest.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.hub.HubProcess;
import java.util.List;
import org.junit.jupiter.api.Test;

/// S22: hub and agent restart together.
@ScenarioTest
class S22EverythingRestartsTest {
  @Test
  void hubAndAgentConvergeAfterBothDied(World world) {
    // Given
    TestAgent agent = world.fleet().join("together");
    List<ResourceId> ids = world.writeMany(agent.cluster(), 5);
    world.verify(agent);
    world.write(ids.get(0), "c0/second");
    world.delete(ids.get(1));
    agent.kill();
    // When
    for (HubProcess process : HubProcess.values()) {
      world.hub().kill9(process);
    }
    agent.start();
    // Then
    world.hub().awaitHealthy();
    world.awaitStatus(ids.get(1), 404);
    world.verify(agent);
    assertThat(agent.held()).hasSize(4);
  }
}
