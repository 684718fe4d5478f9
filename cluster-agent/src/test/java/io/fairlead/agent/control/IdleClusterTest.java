package io.fairlead.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.agent.cluster.FaultyApi;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.cluster.TestCluster;
import io.fairlead.agent.object.FluxKind;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.session.desired.HeldConfiguration;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A cluster in which nothing changes is left in peace.
@NeedsRealApiServer
class IdleClusterTest {
  private static final int CONFIGURATIONS = 50;
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final long SEED = 20_260_725;

  private final TestCluster cluster = TestCluster.of(IdleClusterTest.class);
  private final String apps = cluster.namespace() + "-apps";
  private final Fleet fleet = new Fleet(new Seen(cluster.client()), apps);
  private FaultyApi api;
  private AgentUnderTest agent;

  @BeforeEach
  void start() {
    cluster.installFluxDefinitions();
    cluster.alsoRemoveNamespace(apps);
    api = FaultyApi.before(cluster.config(), SEED);
    agent = new AgentUnderTest(api.config(), cluster.namespace());
  }

  @AfterEach
  void stop() {
    agent.close();
    api.close();
    cluster.close();
  }

  @Test
  void a_settled_cluster_is_left_in_peace() {
    // Given
    agent.hold(
        IntStream.range(0, CONFIGURATIONS)
            .mapToObj(i -> fleet.one("c" + i, 300))
            .toArray(HeldConfiguration[]::new));
    await()
        .atMost(LONG)
        .until(() -> IntStream.range(0, CONFIGURATIONS).allMatch(i -> acknowledged("c" + i)));
    // The kinds that it makes, those that Flux applies, two of records, and the controllers of Flux
    int expected = ManagedKind.values().length + FluxKind.values().length + 3;
    await("all is watched").atMost(LONG).until(() -> watches() >= expected);
    long watches = watches();
    api.calls().reset();
    int reports = agent.reports().size();
    // When nothing happens
    await().pollDelay(IDLE).atMost(IDLE.plusSeconds(5)).until(() -> true);
    // Then
    assertThat(api.calls().count()).as(api.calls().toString()).isZero();
    assertThat(agent.reports()).hasSize(reports);
    assertThat(watches).isEqualTo(expected);
    // When the agent is started again
    agent.close();
    agent = new AgentUnderTest(api.config(), cluster.namespace());
    await().pollDelay(Duration.ofSeconds(3)).atMost(LONG).until(() -> true);
    // Then the hub hears nothing that it has, and nothing is written
    assertThat(agent.reports()).isEmpty();
    assertThat(api.calls().count("APPLY", "") + api.calls().count("PATCH", ""))
        .as(api.calls().toString())
        .isLessThanOrEqualTo(2);
  }

  private long watches() {
    return api.calls().count("WATCH", "");
  }

  private boolean acknowledged(String name) {
    var status = fleet.record(cluster.namespace(), name).statusOrNone();
    return status.fingerprint() != null && status.fingerprint().equals(status.acknowledged());
  }
}
