package io.fairlead.systemtest.scenario;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.SetDigest;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.ClusterKey;
import io.fairlead.systemtest.edge.RawSession;
import io.fairlead.systemtest.user.Together;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/// S11: a hundred connections of one cluster within ten seconds, overlapping.
@ScenarioTest
class S11OverlappingSessionsTest {
  private static final int CONNECTIONS = 100;

  /// A gateway checks so many attempts of one cluster at a time, and has others come back later.
  private static final int AT_ONCE = 4;

  private static final AgentFrame.Hello HELLO =
      new AgentFrame.Hello(
          0, SetDigest.EMPTY, new AgentDescription("test", null, null, null, null, null));

  @Test
  void ofManyOverlappingSessionsOneLivesAndNothingLeaks(World world) throws Exception {
    // Given
    ClusterKey key = ClusterKey.create();
    ResourceId cluster = world.fleet().registerAndKnown("many", key);
    awaitSessionsOpen(world, 0);
    Collection<RawSession> sessions = new ConcurrentLinkedQueue<>();
    try (HttpClient http = HttpClient.newHttpClient();
        AutoCloseable _ = () -> sessions.forEach(RawSession::close)) {
      long begin = System.nanoTime();
      // When
      Together.times(
          CONNECTIONS,
          AT_ONCE,
          number ->
              RawSession.admitted(http, world.hub().gateway(), cluster, key, HELLO)
                  .map(sessions::add));
      // Then
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
      assertThat(sessions).as("none is turned away").hasSize(CONNECTIONS);
      await().atMost(World.SOON).until(() -> open(sessions).size() == 1);
      RawSession alive = open(sessions).getFirst();
      assertThat(sessions)
          .filteredOn(one -> one != alive)
          .allSatisfy(
              one -> assertThat(one.closed().join().cause()).isEqualTo(CloseCause.Replaced));
      awaitSessionsOpen(world, 1);
      world.write(flux(cluster, "for-the-living"), "1");
      assertThat(alive.hearEventually(GatewayFrame.Changes.class).changed()).hasSize(1);
      alive.close();
      awaitSessionsOpen(world, 0);
    }
  }

  private static List<RawSession> open(Collection<RawSession> sessions) {
    return sessions.stream().filter(one -> !one.closed().isDone()).toList();
  }

  private static void awaitSessionsOpen(World world, int count) {
    await()
        .atMost(World.SOON)
        .untilAsserted(() -> assertThat(world.hub().sessionsOpen()).isEqualTo(count));
  }
}
