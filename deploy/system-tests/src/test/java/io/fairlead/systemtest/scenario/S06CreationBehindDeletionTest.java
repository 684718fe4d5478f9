package io.fairlead.systemtest.scenario;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.topic.Topic;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.check.Journal;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.hub.HubProcess;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
    world.write(kept, "1");
    // The publisher gave up on that one, so no creation that it has read waits to be sent.
    await().atMost(World.SOON).until(() -> !world.hub().isPublishing());
    world.write(confirmed, "1");
    world.delete(confirmed);
    world.write(forced, "1");
    world.forceDelete(forced);
    // When
    world.hub().start(HubProcess.BROKER);
    world.hub().awaitHealthy();
    // Then
    ResourceId marker = flux(agent.cluster(), "marker");
    world.write(marker, "1");
    agent.awaitHeld(List.of(marker));
    world.awaitStatus(confirmed, 404);
    world.verify(agent);
    assertThat(agent.wanted()).containsOnlyKeys(kept, marker);
    assertThat(agent.journal().entries())
        .as("what the agent was told to run")
        .filteredOn(Journal.Entry.Stored.class::isInstance)
        .extracting(Journal.Entry.Stored.class::cast)
        .filteredOn(told -> told.lifecycle() == Lifecycle.Active)
        .extracting(Journal.Entry::id)
        .doesNotContain(confirmed, forced);
    assertThat(lastWordOn(world, forced)).as("a deletion, if anything").isEmpty();
  }

  private static Optional<byte[]> lastWordOn(World world, ResourceId id) {
    return world.topics().of(Topic.CONFIGURATIONS, id).stream()
        .reduce((_, later) -> later)
        .map(ConsumerRecord::value);
  }
}
