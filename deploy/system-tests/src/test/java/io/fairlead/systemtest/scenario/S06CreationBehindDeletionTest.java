package io.fairlead.systemtest.scenario;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.topic.Topic;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.hub.HubProcess;
import org.junit.jupiter.api.Test;

/// S06: the creation is handled only after the deletion: the agent ends without it.
@ScenarioTest
class S06CreationBehindDeletionTest {
  @Test
  void whatWasDeletedBeforeItsCreationWasPublishedNeverComesToStay(World world) {
    // Given
    TestAgent agent = world.fleet().join("late");
    ResourceId confirmed = flux(agent.cluster(), "confirmed");
    ResourceId forced = flux(agent.cluster(), "forced");
    ResourceId kept = flux(agent.cluster(), "kept");
    world.hub().stop(HubProcess.BROKER);
    world.write(confirmed, "1");
    world.delete(confirmed);
    world.write(forced, "1");
    world.forceDelete(forced);
    world.write(kept, "1");
    // When
    world.hub().start(HubProcess.BROKER);
    world.hub().awaitHealthy();
    // Then
    world.awaitStatus(confirmed, 404);
    world.verify(agent);
    assertThat(agent.wanted()).containsOnlyKeys(kept);
    assertThat(world.topics().of(Topic.CONFIGURATIONS, forced))
        .as("the last word on the topic is the deletion, if there was any word")
        .last()
        .satisfies(event -> assertThat(event.value()).isNull());
  }
}
