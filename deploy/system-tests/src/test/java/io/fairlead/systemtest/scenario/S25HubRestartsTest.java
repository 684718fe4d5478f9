package io.fairlead.systemtest.scenario;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.core.Traffic;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.check.Journal;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.hub.HubProcess;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// S25: the hub restarts; nothing is deleted at the edge, and nothing is sent again.
@ScenarioTest
class S25HubRestartsTest {
  @ParameterizedTest
  @EnumSource
  void aRestartOfTheHubChangesNothingAtTheEdge(HubProcess process, World world) {
    // Given
    TestAgent agent = world.fleet().join("steady");
    world.writeMany(agent.cluster(), 5);
    world.verify(agent);
    int before = agent.journal().size();
    Traffic traffic = agent.traffic().total();
    world.hub().stop(process);
    // When
    world.hub().start(process);
    world.hub().awaitHealthy();
    // Then
    ResourceId marker = flux(agent.cluster(), "marker");
    world.write(marker, "1");
    world.verify(agent);
    assertThat(agent.journal().since(before)).extracting(Journal.Entry::id).containsOnly(marker);
    assertThat(agent.traffic().total().changed()).isEqualTo(traffic.changed() + 1);
    assertThat(agent.traffic().total().removed()).isEqualTo(traffic.removed());
  }
}
