package io.fairlead.systemtest.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import org.junit.jupiter.api.Test;

/// S17: agent killed, all its state wiped, agent up.
@ScenarioTest
class S17WipedAgentTest {
  @Test
  void anAgentThatLostEverythingGetsEverythingBack(World world) {
    // Given
    TestAgent agent = world.fleet().join("wiped");
    world.writeMany(agent.cluster(), 10);
    world.verify(agent);
    agent.kill();
    agent.wipe();
    assertThat(agent.wanted()).isEmpty();
    // When
    agent.start();
    // Then
    world.verify(agent);
    assertThat(agent.wanted()).hasSize(10);
  }
}
