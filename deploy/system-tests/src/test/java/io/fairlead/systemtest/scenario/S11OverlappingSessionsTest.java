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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// S11: a hundred connections of one cluster within ten seconds, overlapping.
@ScenarioTest
class S11OverlappingSessionsTest {
  private static final int CONNECTIONS = 100;
  private static final int AT_ONCE = 10;
  private static final AgentFrame.Hello HELLO =
      new AgentFrame.Hello(
          0, SetDigest.EMPTY, new AgentDescription("test", null, null, null, null, null));

  @Test
  void ofManyOverlappingSessionsOneLivesAndNothingLeaks(World world) {
    // Given
    ClusterKey key = ClusterKey.create();
    ResourceId cluster = world.fleet().registerAndKnown("many", key);
    double before = world.hub().sessionsOpen();
    long begin = System.nanoTime();
    try (HttpClient http = HttpClient.newHttpClient()) {
      // When
      List<Optional<RawSession>> opened =
          Together.times(
              CONNECTIONS,
              AT_ONCE,
              number -> RawSession.admitted(http, world.hub().gateway(), cluster, key, HELLO));
      // Then
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
      List<RawSession> sessions = opened.stream().flatMap(Optional::stream).toList();
      assertThat(sessions).as("not all may be turned away").hasSizeGreaterThan(1);
      await()
          .atMost(World.SOON)
          .until(() -> sessions.stream().filter(one -> !one.closed().isDone()).count() == 1);
      RawSession alive =
          sessions.stream().filter(one -> !one.closed().isDone()).findFirst().orElseThrow();
      assertThat(sessions)
          .filteredOn(one -> one != alive)
          .allSatisfy(
              one -> assertThat(one.closed().join().cause()).isEqualTo(CloseCause.Replaced));
      await()
          .atMost(World.SOON)
          .untilAsserted(() -> assertThat(world.hub().sessionsOpen()).isEqualTo(before + 1));
      world.write(flux(cluster, "for-the-living"), "1");
      assertThat(alive.hearEventually(GatewayFrame.Changes.class).changed()).hasSize(1);
      alive.close();
      await()
          .atMost(World.SOON)
          .untilAsserted(() -> assertThat(world.hub().sessionsOpen()).isEqualTo(before));
    }
  }
}
