package io.fairlead.agent.control;

import static io.fairlead.agent.control.AgentUnderTest.flux;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fairlead.agent.cluster.Fault;
import io.fairlead.agent.cluster.Faults;
import io.fairlead.agent.cluster.FaultyApi;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.cluster.TestCluster;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the cluster does not do however often it is asked is told to the user, with the object that
/// it is about, until it is done.
@NeedsRealApiServer
class LastingFailureTest {
  private static final Duration TOLD = Faults.LASTING.plusSeconds(20);
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration SOME_TRIES = Duration.ofSeconds(25);

  private final TestCluster cluster = TestCluster.of(LastingFailureTest.class);
  private final String apps = cluster.namespace() + "-apps";
  private final Fleet fleet = new Fleet(new Seen(cluster.client()), apps);
  private FaultyApi api;
  private AgentUnderTest agent;

  @BeforeEach
  void start() {
    cluster.installFluxDefinitions();
    cluster.alsoRemoveNamespace(apps);
    api = FaultyApi.before(cluster.config(), 1);
    agent = new AgentUnderTest(asImpatient(api.config()), cluster.namespace());
  }

  @AfterEach
  void stop() {
    api.restore();
    agent.close();
    api.close();
    cluster.close();
  }

  /// As the agent's own client, which leaves trying again to whoever calls.
  private static Config asImpatient(Config config) {
    return new ConfigBuilder(config).withRequestRetryBackoffLimit(1).build();
  }

  private String message() {
    return agent.status(flux("web")).map(ConfigurationStatus::message).orElse("");
  }

  @Test
  void a_source_that_is_never_taken_is_told_once_and_until_it_is_taken() {
    // Given
    api.answer("APPLY", "/gitrepositories/", Fault.AWAY);
    // When
    agent.hold(fleet.one("web", 300));
    // Then
    await()
        .atMost(TOLD)
        .untilAsserted(
            () ->
                assertThat(message())
                    .contains("GitRepository " + apps + "/web", "503", "a fault on purpose"));
    assertThat(agent.status(flux("web")).orElseThrow().compliance()).isEqualTo(Compliance.Pending);
    assertThat(fleet.record(cluster.namespace(), "web").statusOrNone().conditions())
        .singleElement()
        .satisfies(condition -> assertThat(condition.getReason()).isEqualTo("Failing"));
    // When it goes on, with another number in the answer each time
    long faults = api.calls().faults();
    int reports = agent.reports().size();
    await().atMost(SOME_TRIES).until(() -> api.calls().faults() >= faults + 2);
    // Then
    assertThat(agent.reports()).hasSize(reports);
    // When
    api.restore();
    // Then
    await().atMost(SOON).until(() -> fleet.isThere("web", "5m0s"));
    await().atMost(SOON).untilAsserted(() -> assertThat(message()).doesNotContain("503"));
  }
}
