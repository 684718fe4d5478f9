package io.fairlead.systemtest.fault;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.core.SessionSnapshot;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.check.Journal;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.hub.Frozen;
import io.fairlead.systemtest.hub.HubProcess;
import io.fairlead.systemtest.hub.SecondGateway;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// An agent goes back and forth between two gateways of a hub. The one that it comes to stood still
/// while the agent was told of changes by the other, so its table is behind what the agent holds.
@ScenarioTest
class TwoGatewaysTest {
  private static final int HOPS = 12;

  @Test
  void aGatewayThatIsBehindTellsAnAgentNothingThatIsNotSo(World world) {
    // Given
    TestAgent agent = world.fleet().join("hopping");
    ResourceId updated = flux(agent.cluster(), "updated");
    world.write(updated, "start");
    try (SecondGateway second = SecondGateway.start(world.hub())) {
      for (int hop = 0; hop < HOPS; hop++) {
        boolean toSecond = hop % 2 == 0;
        URI next = toSecond ? second.address() : world.hub().gateway();
        ResourceId deleted = flux(agent.cluster(), "deleted-" + hop);
        ResourceId created = flux(agent.cluster(), "created-" + hop);
        world.write(deleted, "1");
        world.verify(agent);
        long session = agent.session();
        int before;
        try (Frozen _ =
            Frozen.of(
                toSecond ? second.process() : world.hub().processOf(HubProcess.AGENT_GATEWAY))) {
          world.write(created, "1");
          world.write(updated, "hop-" + hop);
          world.forceDelete(deleted);
          world.verify(agent);
          before = agent.journal().size();
          // When
          agent.link().leadTo(next);
          agent.link().interrupt();
        }
        agent.awaitSessionAfter(session);
        // Then
        ResourceId marker = flux(agent.cluster(), "marker-" + hop);
        world.write(marker, UUID.randomUUID().toString());
        world.verify(agent);
        SessionSnapshot traffic = agent.traffic();
        assertThat(traffic.current().changed()).as("changes after hop %d", hop).isEqualTo(1);
        assertThat(traffic.current().removed()).as("removals after hop %d", hop).isZero();
        assertThat(agent.journal().since(before))
            .extracting(Journal.Entry::id)
            .isEqualTo(List.of(marker));
      }
    }
  }
}
