package io.fairlead.systemtest.fault;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.hub.HubProcess;
import java.util.List;
import org.junit.jupiter.api.Test;

/// PostgreSQL and Kafka are lost together: what the hub does not know any more is not removed at
/// the edge before an operator says so.
@ScenarioTest
class HubLostTest {
  private static final int CONFIGURATIONS = 10;

  @Test
  void aHubThatStartsFromNothingRemovesNothingBeforeAnOperatorConfirms(World world) {
    // Given
    TestAgent connected = world.fleet().join("connected");
    TestAgent away = world.fleet().join("away");
    List<TestAgent> agents = List.of(connected, away);
    for (TestAgent agent : agents) {
      world.writeMany(agent.cluster(), CONFIGURATIONS);
    }
    world.verify(connected, away);
    away.stop();
    world.hub().stop(HubProcess.AGENT_GATEWAY);
    world.hub().stop(HubProcess.CONFIG_API);
    // When
    world.hub().wipeDatabase();
    world.hub().wipeBroker();
    world.hub().start(HubProcess.CONFIG_API);
    world.hub().start(HubProcess.AGENT_GATEWAY);
    world.hub().awaitHealthy();
    agents.forEach(world.fleet()::registerAgain);
    away.start();
    // Then
    for (TestAgent agent : agents) {
      ResourceId marker = flux(agent.cluster(), "marker");
      world.write(marker, "1");
      agent.awaitHeld(List.of(marker));
      assertThat(agent.journal().removalsSince(0)).isEmpty();
      awaitRemovalsHeld(world, agent, CONFIGURATIONS);
      assertThat(agent.wanted()).hasSize(CONFIGURATIONS + 1);
      confirm(world, agent, CONFIGURATIONS);
      assertThat(agent.wanted()).containsOnlyKeys(marker);
    }
    world.verify(connected, away);
  }

  @Test
  void anOldDumpBesideAnEmptyKafkaRemovesNothingBeforeAnOperatorConfirms(World world) {
    // Given
    TestAgent agent = world.fleet().join("ahead");
    ResourceId old = flux(agent.cluster(), "old");
    world.write(old, "1");
    world.verify(agent);
    world.hub().dumpDatabase();
    // The epoch that the agent knows now is one that the dump does not know of.
    world.hub().wipeBroker();
    world.hub().awaitHealthy();
    world.writeMany(agent.cluster(), CONFIGURATIONS);
    world.verify(agent);
    int before = agent.journal().size();
    world.hub().stop(HubProcess.CONFIG_API);
    // When
    world.hub().restoreDatabase();
    world.hub().wipeBroker();
    world.hub().start(HubProcess.CONFIG_API);
    world.hub().awaitHealthy();
    // Then
    ResourceId marker = flux(agent.cluster(), "marker");
    world.write(marker, "1");
    agent.awaitHeld(List.of(marker));
    assertThat(agent.journal().removalsSince(before)).isEmpty();
    awaitRemovalsHeld(world, agent, CONFIGURATIONS);
    assertThat(agent.wanted()).hasSize(CONFIGURATIONS + 2);
    confirm(world, agent, CONFIGURATIONS);
    world.verify(agent);
    assertThat(agent.wanted()).containsOnlyKeys(old, marker);
  }

  private static void awaitRemovalsHeld(World world, TestAgent agent, int count) {
    await("the API shows which removals are held back")
        .atMost(World.SOON)
        .untilAsserted(
            () ->
                assertThat(
                        world
                            .user()
                            .get(agent.cluster())
                            .text("/properties/arcAgentProfile/agentErrors/0/message"))
                    .startsWith(count == 0 ? "" : "Removing " + count + " of ")
                    .matches(message -> message.isEmpty() == (count == 0)));
    assertThat(agent.traffic().withheld()).isEqualTo(count);
  }

  /// What the hub does not know any more is as good as deleted, once an operator says so.
  private static void confirm(World world, TestAgent agent, int count) {
    assertThat(agent.confirmRemovals()).isEqualTo(count);
    for (int number = 0; number < count; number++) {
      world.ledger().deleted(flux(agent.cluster(), "c" + number));
    }
    awaitRemovalsHeld(world, agent, 0);
  }
}
