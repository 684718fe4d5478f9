package io.fairlead.systemtest.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.hub.HubProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The process that takes reports in dies again and again, also while it joins in: its successor
/// does not wait for the dead.
@ScenarioTest
class ReportsAfterApiDiedTest {
  private static final Duration SHORT = Duration.ofSeconds(15);

  @Test
  void reportsAreTakenInSoonAfterTheApiDiedTwice(World world) {
    // Given
    TestAgent agent = world.fleet().join("patient");
    agent.reportByHand();
    List<ResourceId> ids = world.writeMany(agent.cluster(), 1);
    agent.awaitHeld(ids);
    agent.report(ids.getFirst(), Compliance.Compliant, "main@sha1:1");
    world.verify(agent);
    world.hub().kill9(HubProcess.CONFIG_API);
    world.hub().awaitHealthy();
    // When
    world.hub().kill9(HubProcess.CONFIG_API);
    world.hub().awaitHealthy();
    agent.report(ids.getFirst(), Compliance.NonCompliant, "main@sha1:2");
    // Then
    await()
        .atMost(SHORT)
        .untilAsserted(
            () ->
                assertThat(
                        world.user().get(ids.getFirst()).text("/properties/sourceSyncedCommitId"))
                    .isEqualTo("main@sha1:2"));
  }
}
