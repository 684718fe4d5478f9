package io.fairlead.agent.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.agent.cluster.ClusterClient;
import io.fairlead.agent.cluster.FaultyApi;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.cluster.TestCluster;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Of several agents of one cluster one at a time acts, whatever becomes of it or of the API.
@NeedsRealApiServer
class CandidacyTest {
  private static final Duration AT_ONCE = Duration.ofSeconds(3);
  private static final Duration LEASE = Duration.ofSeconds(4);
  private static final Duration TAKEN_OVER = Duration.ofSeconds(15);
  private static final Pace PACE = new Pace(LEASE, Duration.ofSeconds(2), Duration.ofMillis(500));

  private static Vertx vertx;
  private static ExecutorService executor;

  private final TestCluster cluster = TestCluster.of(CandidacyTest.class);
  private final List<Agent> agents = new ArrayList<>();

  /// An agent that does nothing but write when the test says so.
  private final class Agent {
    private final FaultyApi api = FaultyApi.before(cluster.config(), 1);
    private final Tenure tenure = new Tenure(PACE.tenure(), System::nanoTime);
    private final KubernetesClient client =
        ClusterClient.of(Optional.of(api.kubeconfig()), vertx, tenure);
    private final AtomicInteger elected = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final String namespace;
    private final Candidacy candidacy;

    Agent(String identity, String namespace) {
      this.namespace = namespace;
      this.candidacy =
          new Candidacy(
              client,
              namespace,
              identity,
              tenure,
              PACE,
              executor,
              elected::incrementAndGet,
              lost::incrementAndGet);
      agents.add(this);
    }

    Agent started() {
      candidacy.start();
      return this;
    }

    void write() {
      ConfigMap written =
          new ConfigMapBuilder()
              .withNewMetadata()
              .withNamespace(namespace)
              .withGenerateName("written-")
              .endMetadata()
              .build();
      var _ = client.resource(written).create();
    }

    boolean holds() {
      return candidacy.standing() instanceof Standing.Holder && tenure.isOpen();
    }

    void close() {
      candidacy.close();
      client.close();
      api.close();
    }
  }

  @BeforeAll
  static void startAll() {
    vertx = Vertx.vertx();
    executor = Executors.newVirtualThreadPerTaskExecutor();
  }

  @AfterAll
  static void stopAll() throws Exception {
    executor.shutdown();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() {
    agents.forEach(
        agent -> {
          agent.api.restore();
          agent.close();
        });
    cluster.close();
  }

  private Agent agent(String identity) {
    return new Agent(identity, cluster.namespace()).started();
  }

  private Agent holder(String identity) {
    Agent agent = agent(identity);
    await().atMost(AT_ONCE).until(agent::holds);
    return agent;
  }

  private static void assertMayNotWrite(Agent agent) {
    assertThatThrownBy(agent::write)
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("does not hold the cluster's lease");
  }

  private String holderInCluster() {
    return cluster
        .client()
        .leases()
        .inNamespace(cluster.namespace())
        .withName(Candidacy.NAME)
        .require()
        .getSpec()
        .getHolderIdentity();
  }

  @Test
  void the_lease_of_nobody_is_taken_at_once_and_only_then_something_is_written() {
    // Given
    Agent agent = new Agent("a", cluster.namespace());
    assertMayNotWrite(agent);
    // When
    agent.started();
    // Then
    await().atMost(AT_ONCE).until(() -> agent.elected.get() == 1);
    assertThat(holderInCluster()).isEqualTo("a");
    agent.write();
  }

  @Test
  void its_namespace_is_made_where_it_is_missing() {
    // Given
    String missing = cluster.namespace() + "-missing";
    cluster.alsoRemoveNamespace(missing);
    // When
    Agent agent = new Agent("a", missing).started();
    // Then
    await().atMost(AT_ONCE).until(agent::holds);
  }

  @Test
  void a_second_agent_waits_and_has_its_turn_when_the_first_ends_in_order() {
    // Given
    Agent first = holder("a");
    Agent second = agent("b");
    await()
        .atMost(AT_ONCE)
        .until(() -> second.candidacy.standing().equals(new Standing.Standby("a")));
    assertMayNotWrite(second);
    // When
    first.candidacy.close();
    long closed = System.nanoTime();
    // Then
    assertMayNotWrite(first);
    await().atMost(TAKEN_OVER).until(second::holds);
    assertThat(Duration.ofNanos(System.nanoTime() - closed)).isLessThan(LEASE);
    assertThat(second.elected).hasValue(1);
    assertThat(first.lost).hasValue(0);
  }

  @Test
  void an_agent_of_the_same_name_goes_on_at_once_after_one_that_did_not_end_in_order() {
    // Given
    Agent killed = holder("pod-1");
    killed.api.cut();
    // When
    Agent again = agent("pod-1");
    // Then
    await().atMost(AT_ONCE).until(again::holds);
  }

  @Test
  void an_agent_that_is_cut_off_stops_writing_before_another_one_begins_and_is_told_later() {
    // Given
    Agent first = holder("a");
    Agent second = agent("b");
    // When
    first.api.cut();
    // Then
    await().atMost(TAKEN_OVER).until(() -> !first.tenure.isOpen());
    assertThat(second.elected).hasValue(0);
    await().atMost(TAKEN_OVER).until(second::holds);
    assertThat(first.lost).hasValue(0);
    // When
    first.api.restore();
    // Then
    await().atMost(TAKEN_OVER).until(() -> first.lost.get() == 1);
    assertMayNotWrite(first);
    assertThat(second.holds()).isTrue();
  }

  @Test
  void an_outage_longer_than_the_lease_is_waited_for() {
    // Given
    Agent agent = holder("a");
    agent.api.cut();
    await().atMost(TAKEN_OVER).until(() -> !agent.tenure.isOpen());
    await().pollDelay(LEASE).atMost(LEASE.plusSeconds(2)).until(() -> true);
    // When
    agent.api.restore();
    // Then
    await().atMost(TAKEN_OVER).until(agent::holds);
    agent.write();
    assertThat(agent.elected).hasValue(1);
    assertThat(agent.lost).hasValue(0);
  }

  @Test
  void a_lease_that_is_deleted_by_hand_is_made_again() {
    // Given
    Agent agent = holder("a");
    // When
    cluster.client().leases().inNamespace(cluster.namespace()).withName(Candidacy.NAME).delete();
    // Then
    await().atMost(AT_ONCE).ignoreExceptions().until(() -> holderInCluster().equals("a"));
    assertThat(agent.holds()).isTrue();
  }
}
