package io.fairlead.systemtest.scenario;

import static io.fairlead.systemtest.World.flux;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
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
    ResourceId changing = flux(agent.cluster(), "changing");
    for (int time = 0; time < TIMES; time++) {
      AtomicBoolean connected = new AtomicBoolean();
      int round = time;
      long session = agent.session();
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> {
                for (int count = 0; !connected.get(); count++) {
                  world.write(changing, round + "/" + count);
                }
              });
      // When
      agent.link().interrupt();
      agent.awaitSessionAfter(session);
      connected.set(true);
      writer.join();
      // Then
      agent.awaitValue(changing, world.ledger().valueOf(changing));
    }
    world.verify(agent);
  }
}
