package io.fairlead.systemtest.scenario;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.topic.Topic;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.user.Bodies;
import io.fairlead.systemtest.user.ConfigUser;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// S05: deleted, then an update arrives: it is refused, and the deletion is published once.
@ScenarioTest
class S05UpdateAfterDeleteTest {
  @Test
  void anUpdateOfWhatIsBeingDeletedIsRefusedAndTheDeletionIsPublishedOnce(World world) {
    // Given
    TestAgent agent = world.fleet().join("deleting");
    ResourceId id = flux(agent.cluster(), "doomed");
    String etag = world.write(id, "1").etag();
    world.verify(agent);
    agent.link().cut();
    world.delete(id);
    // When
    List<Integer> late =
        List.of(
            world.user().put(id, Bodies.flux("2")).status(),
            world.user().patch(id, Bodies.fluxPatch("3"), ConfigUser.ALWAYS).status(),
            world.user().put(id, Bodies.flux("4"), ConfigUser.ifMatch(etag)).status(),
            world.user().delete(id).status());
    // Then
    assertThat(late.subList(0, 2)).containsOnly(409);
    assertThat(late.get(2)).isIn(409, 412);
    assertThat(late.get(3)).isEqualTo(202);
    assertThat(world.user().get(id).text("/properties/provisioningState")).isEqualTo("Deleting");
    agent.link().restore();
    world.awaitStatus(id, 404);
    world.verify(agent);
    assertThat(published(world, id))
        .containsExactly(
            Optional.of(Lifecycle.Active), Optional.of(Lifecycle.Deleting), Optional.empty());
  }

  private static List<Optional<Lifecycle>> published(World world, ResourceId id) {
    return world.topics().of(Topic.CONFIGURATIONS, id).stream()
        .map(
            event ->
                Optional.ofNullable(event.value())
                    .map(value -> Json.read(value, ConfigurationState.class).lifecycle()))
        .toList();
  }
}
