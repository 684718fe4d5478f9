package io.fairlead.systemtest.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// S27: disconnected and connected again in less than a second, many times.
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
      long connections = agent.link().connections();
      agent.link().interrupt();
      await()
          .atMost(World.SOON)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> agent.link().connections() > connections);
    }
    // Then
    world.writeMany(agent.cluster(), 1);
    world.verify(agent);
    world.awaitText(agent.cluster(), STATUS, "Connected");
    await("no late word of an old session changes that")
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () ->
                assertThat(world.user().get(agent.cluster()).text(STATUS)).isEqualTo("Connected"));
  }
}
