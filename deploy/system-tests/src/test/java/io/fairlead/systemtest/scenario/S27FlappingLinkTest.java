package io.fairlead.systemtest.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// S27: disconnected and connected again in less than a second, many times. `Connected` alone would
/// say little: it lasts for minutes after the last sign of life. So the hub's own record counts
// too.
@ScenarioTest
class S27FlappingLinkTest {
  private static final int TIMES = 20;
  private static final String STATUS = "/properties/connectivityStatus";

  @Test
  void aFlappingClusterEndsAsConnected(World world) {
    // Given
    TestAgent agent = world.fleet().join("flapping");
    // When
    for (int time = 0; time < TIMES; time++) {
      long session = agent.session();
      agent.link().interrupt();
      agent.awaitSessionAfter(session);
    }
    // Then
    world.writeMany(agent.cluster(), 1);
    world.verify(agent);
    await("no late word of an old session changes that the newest is open")
        .during(Duration.ofSeconds(2))
        .atMost(World.SOON)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              assertThat(world.hub().openSession(agent.cluster())).hasValue(agent.session());
              assertThat(world.hub().sessionsOpen()).isEqualTo(1);
              assertThat(world.user().get(agent.cluster()).text(STATUS)).isEqualTo("Connected");
            });
  }
}
