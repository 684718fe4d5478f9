package io.fairlead.systemtest.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.hub.HubProcess;
import java.util.List;
import org.junit.jupiter.api.Test;

/// S18: the hub's gateway down, an object deleted in the store, gateway up.
@ScenarioTest
class S18DeletedWhileHubIsDownTest {
  @Test
  void whatWasDeletedMeanwhileIsDeletedAtTheEdge(World world) {
    // Given
    TestAgent agent = world.fleet().join("behind");
    List<ResourceId> ids = world.writeMany(agent.cluster(), 3);
    world.verify(agent);
    world.hub().stop(HubProcess.AGENT_GATEWAY);
    world.delete(ids.get(0));
    world.forceDelete(ids.get(1));
    // When
    world.hub().start(HubProcess.AGENT_GATEWAY);
    world.hub().awaitHealthy();
    // Then
    world.awaitStatus(ids.get(0), 404);
    world.awaitStatus(ids.get(1), 404);
    world.verify(agent);
    assertThat(agent.held()).containsOnlyKeys(ids.get(2));
  }
}
