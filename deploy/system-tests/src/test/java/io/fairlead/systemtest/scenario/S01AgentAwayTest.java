package io.fairlead.systemtest.scenario;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import org.junit.jupiter.api.Test;

/// S01: agent down; patch A, delete B, create C; agent up.
@ScenarioTest
class S01AgentAwayTest {
  @Test
  void anAgentThatWasAwayHasTheUpdatedAndTheNewAndNotTheDeleted(World world) {
    // Given
    TestAgent agent = world.fleet().join("away");
    ResourceId a = flux(agent.cluster(), "a");
    ResourceId b = flux(agent.cluster(), "b");
    ResourceId c = flux(agent.cluster(), "c");
    world.write(a, "a/1");
    world.write(b, "b/1");
    world.verify(agent);
    agent.kill();
    world.patch(a, "a/2");
    world.delete(b);
    world.write(c, "c/1");
    // When
    agent.start();
    // Then
    world.awaitStatus(b, 404);
    world.verify(agent);
    assertThat(agent.wanted()).containsOnlyKeys(a, c);
  }
}
