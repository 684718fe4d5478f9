package io.fairlead.systemtest.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.topic.Topic;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.user.Answer;
import io.fairlead.systemtest.user.Bodies;
import io.fairlead.systemtest.user.ConfigUser;
import io.fairlead.systemtest.user.Together;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/// S14: a patch races with a deletion: the deletion is never undone.
@ScenarioTest
class S14StalePatchAgainstDeleteTest {
  private static final int COUNT = 20;

  @Test
  void noPatchUndoesADeletion(World world) {
    // Given
    TestAgent agent = world.fleet().join("patched");
    List<ResourceId> ids = world.writeMany(agent.cluster(), COUNT);
    world.verify(agent);
    agent.link().cut();
    // When
    List<Answer> answers =
        Together.times(
            2 * COUNT,
            racer -> {
              ResourceId id = ids.get(racer / 2);
              return racer % 2 == 0
                  ? world.user().delete(id)
                  : world.user().patch(id, Bodies.fluxPatch("late"), ConfigUser.ALWAYS);
            });
    // Then
    for (int racer = 0; racer < answers.size(); racer++) {
      assertThat(answers.get(racer).status())
          .isIn(racer % 2 == 0 ? new Object[] {202} : new Object[] {200, 202, 409});
    }
    for (ResourceId id : ids) {
      world.ledger().deleted(id);
      assertThat(world.user().get(id).text("/properties/provisioningState")).isEqualTo("Deleting");
      assertThat(world.user().patch(id, Bodies.fluxPatch("later"), ConfigUser.ALWAYS).status())
          .isEqualTo(409);
    }
    agent.link().restore();
    ids.forEach(id -> world.awaitStatus(id, 404));
    world.verify(agent);
    var events = world.topics().byKey(Topic.CONFIGURATIONS);
    assertThat(ids)
        .allSatisfy(
            id ->
                assertThat(activeAfterDeleting(events.getOrDefault(id.key(), List.of())))
                    .isFalse());
  }

  private static boolean activeAfterDeleting(List<ConsumerRecord<byte[], byte[]>> events) {
    boolean deleting = false;
    for (var event : events) {
      boolean active =
          event.value() != null
              && Json.read(event.value(), ConfigurationState.class).lifecycle() == Lifecycle.Active;
      if (active && deleting) {
        return true;
      }
      deleting = !active;
    }
    return false;
  }
}
