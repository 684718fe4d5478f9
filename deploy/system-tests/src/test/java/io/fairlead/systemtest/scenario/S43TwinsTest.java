package io.fairlead.systemtest.scenario;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.SetDigest;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.ClusterKey;
import io.fairlead.systemtest.edge.RawSession;
import io.fairlead.systemtest.edge.TestAgent;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// S43: two machines with the same identity fight for the session.
@ScenarioTest
class S43TwinsTest {
  private static final int CONFIGURATIONS = 20;
  private static final int FIGHTS = 6;

  @Test
  void twinsFightWithoutPullingEverythingAgain(World world) {
    // Given
    TestAgent agent = world.fleet().join("twin");
    world.writeMany(agent.cluster(), CONFIGURATIONS);
    world.verify(agent);
    TestAgent twin = world.fleet().twinOf(agent).started();
    twin.awaitHeld(world.ledger().expected().keySet());
    long changed = agent.traffic().total().changed() + twin.traffic().total().changed();
    int told = agent.journal().size() + twin.journal().size();
    long connections = agent.link().connections() + twin.link().connections();
    long bytes = agent.link().bytesToAgent() + twin.link().bytesToAgent();
    // When
    await()
        .atMost(World.SOON)
        .until(() -> agent.link().connections() + twin.link().connections() > connections + FIGHTS);
    // Then
    long fights = agent.link().connections() + twin.link().connections() - connections;
    long perFight = (agent.link().bytesToAgent() + twin.link().bytesToAgent() - bytes) / fights;
    assertThat(perFight).as("bytes per session of a fight").isLessThan(1024);
    assertThat(agent.journal().size() + twin.journal().size()).isEqualTo(told);
    assertThat(agent.traffic().total().changed() + twin.traffic().total().changed())
        .isEqualTo(changed);
    await()
        .atMost(World.SOON)
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(() -> assertThat(world.hub().sessionsOpen()).isEqualTo(1));
    twin.close();
    world.verify(agent);
  }

  @Test
  void theOlderOfTwoSessionsIsFencedOff(World world) {
    // Given
    ClusterKey key = ClusterKey.create();
    ResourceId cluster = world.fleet().registerAndKnown("fenced", key);
    ResourceId id = flux(cluster, "shared");
    AgentFrame.Hello hello =
        new AgentFrame.Hello(
            0, SetDigest.EMPTY, new AgentDescription("test", null, null, null, null, null));
    try (HttpClient http = HttpClient.newHttpClient();
        RawSession older = RawSession.open(http, world.hub().gateway(), cluster, key)) {
      older.say(hello);
      GatewayFrame.Welcome first = older.hear(GatewayFrame.Welcome.class);
      world.write(id, "1");
      ConfigurationVersion version =
          older.hear(GatewayFrame.Changes.class).changed().getFirst().version();
      // When
      try (RawSession newer = RawSession.open(http, world.hub().gateway(), cluster, key)) {
        newer.say(hello);
        GatewayFrame.Welcome second = newer.hear(GatewayFrame.Welcome.class);
        // Then
        assertThat(second.session()).isGreaterThan(first.session());
        assertThat(older.closed().join().cause()).isEqualTo(CloseCause.Replaced);
        newer.say(new AgentFrame.Inventory(List.of(), true));
        newer.say(
            new AgentFrame.Acknowledge(newer.hear(GatewayFrame.Changes.class).nonce(), List.of()));
        newer.say(new AgentFrame.Statuses(1, List.of(status(version))));
        world.awaitText(id, "/properties/sourceSyncedCommitId", "newer");
      }
    }
  }

  private static ConfigurationStatus status(ConfigurationVersion version) {
    return new ConfigurationStatus(
        version, Compliance.Compliant, null, Instant.now(), null, "newer", null, null, null);
  }
}
