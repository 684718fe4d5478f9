package io.fairlead.systemtest.fault;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Publication;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.topic.Topic;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.check.Journal;
import io.fairlead.systemtest.edge.TestAgent;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Kafka loses everything: the store publishes it again, in a new epoch.
@ScenarioTest
class KafkaLostTest {
  @Test
  void everythingIsPublishedAgainAndNoAgentLosesAnything(World world) {
    // Given
    TestAgent connected = world.fleet().join("connected");
    TestAgent away = world.fleet().join("away");
    List<ResourceId> ids = world.writeMany(connected.cluster(), 10);
    world.writeMany(away.cluster(), 10);
    world.verify(connected, away);
    away.stop();
    long epoch = epoch(world);
    int before = connected.journal().size();
    int awayBefore = away.journal().size();
    // When
    world.hub().wipeBroker();
    world.delete(ids.getFirst());
    ResourceId marker = flux(connected.cluster(), "marker");
    world.write(marker, "1");
    away.start();
    // Then
    world.hub().awaitHealthy();
    world.awaitStatus(ids.getFirst(), 404);
    world.verify(connected, away);
    assertThat(epoch(world)).isGreaterThan(epoch);
    assertThat(connected.journal().since(before))
        .extracting(Journal.Entry::id)
        .containsOnly(ids.getFirst(), marker);
    assertThat(away.journal().since(awayBefore)).isEmpty();
  }

  private static long epoch(World world) {
    return Json.read(world.topics().all(Topic.PUBLICATIONS).getLast().value(), Publication.class)
        .epoch();
  }
}
