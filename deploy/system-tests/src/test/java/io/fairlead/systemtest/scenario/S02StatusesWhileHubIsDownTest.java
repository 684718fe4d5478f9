package io.fairlead.systemtest.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.hub.HubProcess;
import io.fairlead.systemtest.user.StatusWatch;
import java.util.List;
import org.junit.jupiter.api.Test;

/// S02: hub down, statuses change at the edge, hub up. Some of what the edge said had reached Kafka
/// before the hub was all down, and is taken in when the newest is on its way already.
@ScenarioTest
class S02StatusesWhileHubIsDownTest {
  /// Enough for inventories and statuses that come near the largest frame.
  private static final int CONFIGURATIONS = 300;

  @Test
  void theLatestStatusesArriveAndNoneOlder(World world) {
    // Given
    TestAgent agent = world.fleet().join("reporter");
    agent.reportByHand();
    List<ResourceId> ids = world.writeMany(agent.cluster(), CONFIGURATIONS);
    agent.awaitHeld(ids);
    ids.forEach(id -> agent.report(id, Compliance.Compliant, "main@sha1:1"));
    world.verify(agent);
    world.hub().stop(HubProcess.CONFIG_API);
    ids.forEach(id -> agent.report(id, Compliance.NonCompliant, "main@sha1:2"));
    await("Kafka has them").atMost(World.SOON).until(() -> agent.traffic().unreported() == 0);
    world.hub().stop(HubProcess.AGENT_GATEWAY);
    ids.forEach(id -> agent.report(id, Compliance.Compliant, "main@sha1:3"));
    try (StatusWatch watch = StatusWatch.over(world.user(), ids)) {
      // When
      world.hub().start(HubProcess.AGENT_GATEWAY);
      world.hub().start(HubProcess.CONFIG_API);
      world.hub().awaitHealthy();
      // Then
      world.verify(agent);
      assertThat(watch.seen())
          .allSatisfy(
              (id, revisions) -> assertThat(revisions).isSorted().last().isEqualTo("main@sha1:3"));
    }
  }
}
