package io.fairlead.systemtest.scenario;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// S42: changes happen between connecting and being subscribed; none is missed.
@ScenarioTest
class S42ChangesWhileConnectingTest {
  private static final int TIMES = 20;

  @Test
  void noChangeIsMissedWhileASessionOpens(World world) {
    // Given
    TestAgent agent = world.fleet().join("gap");
    for (int time = 0; time < TIMES; time++) {
      AtomicBoolean connected = new AtomicBoolean();
      int round = time;
      long session = agent.session();
      CompletableFuture<List<ResourceId>> writer =
          CompletableFuture.supplyAsync(
              () -> writeUntil(connected, world, agent.cluster(), "g" + round));
      // When
      agent.link().interrupt();
      agent.awaitSessionAfter(session);
      connected.set(true);
      // Then
      long opened = agent.session();
      agent.awaitHeld(writer.join());
      assertThat(agent.session()).as("no later session made up for a miss").isEqualTo(opened);
    }
    world.verify(agent);
  }

  /// Each change is of a configuration of its own: none is made up for by the next.
  private static List<ResourceId> writeUntil(
      AtomicBoolean connected, World world, ResourceId cluster, String name) {
    List<ResourceId> written = new ArrayList<>();
    do {
      ResourceId id = flux(cluster, name + "-" + written.size());
      world.write(id, "1");
      written.add(id);
    } while (!connected.get());
    return written;
  }
}
