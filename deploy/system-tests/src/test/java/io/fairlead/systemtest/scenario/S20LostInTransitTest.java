package io.fairlead.systemtest.scenario;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import org.junit.jupiter.api.Test;

/// S20: a message is sent and lost on the way.
@ScenarioTest
class S20LostInTransitTest {
  @Test
  void whatWasLostOnTheWayIsSentAgain(World world) {
    // Given
    TestAgent agent = world.fleet().join("lossy");
    ResourceId id = flux(agent.cluster(), "lost");
    world.write(id, "1");
    world.verify(agent);
    agent.link().loseWhatTheHubSays();
    world.write(id, "2");
    world.awaitText(id, "/properties/delivery/state", "Delivered");
    assertThat(agent.wanted()).containsEntry(id, "1");
    // When
    agent.link().cut();
    agent.link().restore();
    // Then
    world.verify(agent);
    assertThat(agent.wanted()).containsEntry(id, "2");
  }
}
