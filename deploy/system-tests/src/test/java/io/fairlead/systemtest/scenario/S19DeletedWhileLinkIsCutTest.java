package io.fairlead.systemtest.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import java.util.List;
import org.junit.jupiter.api.Test;

/// S19: link cut, deleted at the hub, link back.
@ScenarioTest
class S19DeletedWhileLinkIsCutTest {
  @Test
  void theAgentDeletesWhenTheLinkIsBack(World world) {
    // Given
    TestAgent agent = world.fleet().join("cut");
    List<ResourceId> ids = world.writeMany(agent.cluster(), 2);
    world.verify(agent);
    agent.link().cut();
    world.delete(ids.getFirst());
    // When
    agent.link().restore();
    // Then
    world.awaitStatus(ids.getFirst(), 404);
    world.verify(agent);
    assertThat(agent.held()).containsOnlyKeys(ids.getLast());
  }
}
