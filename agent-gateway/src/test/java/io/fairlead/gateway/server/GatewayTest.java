package io.fairlead.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.event.SessionEvent;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.topic.Topic;
import io.fairlead.embedded.Backing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class GatewayTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private final TestHub hub = new TestHub(Backing.shared().bootstrapServers());
  private final TestAgent agent = new TestAgent("edge-1");
  private final List<TestGateway> gateways = new ArrayList<>();

  @BeforeEach
  void begin() throws InterruptedException, ExecutionException {
    Backing.shared().deleteAllTopics();
    hub.createTopics();
    hub.cluster(agent.cluster, agent.uid, agent.publicKey());
  }

  @AfterEach
  void end() {
    gateways.forEach(TestGateway::close);
    agent.close();
    hub.close();
  }

  @Test
  void a_change_reaches_the_agent_and_its_status_reaches_kafka() {
    // Given
    var gateway = gateway("one").awaitReady();
    var connection = agent.connect(gateway.port);
    awaitFrame(GatewayFrame.Welcome.class);

    // When
    var version = hub.put(agent.configuration("baseline"));
    await().atMost(SOON).until(() -> agent.held.containsValue(version));
    agent.say(connection.socket(), new AgentFrame.Statuses(1, List.of(status(version))));

    // Then
    await().atMost(SOON).until(() -> agent.frames.contains(new GatewayFrame.Received(1)));
    assertThat(hub.read(Topic.REPORTS, Report.class))
        .extracting(Report::body)
        .contains(
            new ReportBody.Delivered(List.of(version)),
            new ReportBody.Acknowledged(List.of(version), List.of()),
            new ReportBody.Statuses(List.of(status(version))));
    assertThat(gateway.count("fairlead.gateway.attempts", "outcome", "Accepted")).isEqualTo(1);
  }

  @Test
  void a_restart_continues_from_the_checkpoint_and_one_small_frame_is_all_that_travels() {
    // Given
    var versions = hub.put(configurations(50));
    var first = gateway("one").awaitReady();
    agent.connect(first.port);
    await().atMost(SOON).until(() -> agent.held.size() == versions.size());
    first.close();
    gateways.remove(first);

    // When
    var second = gateway("one").awaitReady();
    agent.connect(second.port);

    // Then
    awaitFrame(GatewayFrame.Welcome.class);
    assertThat(agent.frames)
        .singleElement()
        .isInstanceOfSatisfying(
            GatewayFrame.Welcome.class, welcome -> assertThat(welcome.inSync()).isTrue());
    assertThat(second.gauge("fairlead.gateway.table.restored.records")).isZero();
  }

  @Test
  void a_table_built_from_empty_sees_committed_records_only_up_to_the_very_end() {
    // Given
    var kept = hub.put(agent.configuration("kept"));
    hub.put(agent.configuration("deleted"));
    hub.delete(agent.configuration("deleted"));
    hub.abort(agent.configuration("kept"));
    hub.abort(agent.configuration("never"));

    // When
    var gateway = gateway("one").awaitReady();
    agent.connect(gateway.port);

    // Then
    awaitFrame(GatewayFrame.Synchronized.class);
    assertThat(agent.held.values()).containsExactly(kept);
  }

  @Test
  void restored_records_go_through_the_same_checks_as_new_ones() {
    // Given
    var good = hub.put(agent.configuration("a"));
    hub.raw(agent.configuration("a").key(), agent.cluster, utf8("{not json"));
    hub.raw("no-resource-id", agent.cluster, utf8("{}"));

    // When
    var gateway = gateway("one").awaitReady();
    agent.connect(gateway.port);

    // Then
    awaitFrame(GatewayFrame.Synchronized.class);
    assertThat(agent.held.values()).containsExactly(good);
    assertThat(
            gateway.count(
                "fairlead.gateway.poison.records", "topic", Topic.CONFIGURATIONS.topicName()))
        .isEqualTo(2);
  }

  @Test
  void a_poison_record_keeps_the_last_good_state_and_holds_nobody_up() {
    // Given
    var gateway = gateway("one").awaitReady();
    var good = hub.put(agent.configuration("a"));
    agent.connect(gateway.port);
    await().atMost(SOON).until(() -> agent.held.containsValue(good));

    // When
    hub.raw(agent.configuration("a").key(), agent.cluster, utf8("{not json"));
    var next = hub.put(agent.configuration("b"));

    // Then
    await().atMost(SOON).until(() -> agent.held.containsValue(next));
    assertThat(agent.held).containsValue(good);
    assertThat(
            gateway.count(
                "fairlead.gateway.poison.records", "topic", Topic.CONFIGURATIONS.topicName()))
        .isEqualTo(1);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(hub.read(Topic.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(
                        letter -> {
                          assertThat(letter.value()).isEqualTo(utf8("{not json"));
                          assertThat(letter.headers().lastHeader("fairlead_reason")).isNotNull();
                        }));
  }

  @Test
  void the_table_is_rebuilt_when_its_topics_were_created_again()
      throws InterruptedException, ExecutionException, TimeoutException {
    // Given
    hub.put(configurations(20));
    var gateway = gateway("one").awaitReady();
    var connection = agent.connect(gateway.port);
    await().atMost(SOON).until(() -> agent.held.size() == 20);

    // When
    hub.deleteTopics();
    hub.restartProducer();
    hub.createTopics();
    hub.newEpoch();
    hub.cluster(agent.cluster, agent.uid, agent.publicKey());
    var only = hub.put(agent.configuration("only"));

    // Then
    assertThat(reason(connection.closed()).cause()).isEqualTo(CloseCause.EpochChanged);
    await().atMost(SOON).until(() -> gateway.gauge("fairlead.gateway.epoch") == 2);
    agent.connect(gateway.port);
    await().atMost(SOON).until(() -> List.of(only).equals(List.copyOf(agent.held.values())));
  }

  @Test
  void a_new_epoch_is_served_once_it_is_complete()
      throws InterruptedException, ExecutionException, TimeoutException {
    // Given
    var lost = agent.configuration("lost");
    var kept = hub.put(agent.configuration("kept"));
    hub.put(lost);
    var gateway = gateway("one").awaitReady();
    var connection = agent.connect(gateway.port);
    await().atMost(SOON).until(() -> agent.held.size() == 2);

    // When
    hub.newEpoch();
    hub.republish(List.of(kept), false);

    // Then
    assertThat(reason(connection.closed()).cause()).isEqualTo(CloseCause.EpochChanged);
    assertThat(agent.attempt(gateway.port))
        .isInstanceOfSatisfying(
            TestAgent.Outcome.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("NotReady");
              assertThat(refused.retryAfter()).isPositive();
            });
    hub.delete(lost);
    hub.cluster(agent.cluster, agent.uid, agent.publicKey());
    gateway.awaitReady();
    agent.connect(gateway.port);
    awaitFrame(GatewayFrame.Synchronized.class);
    assertThat(agent.held.values()).containsExactly(kept);
  }

  @Test
  void what_a_new_epoch_removes_never_reaches_a_session_of_the_old_one()
      throws InterruptedException, ExecutionException, TimeoutException {
    // Given
    var kept = hub.put(agent.configuration("kept"));
    var lost = hub.put(agent.configuration("lost"));
    var gateway = gateway("one").awaitReady();
    var connection = agent.connect(gateway.port);
    await().atMost(SOON).until(() -> agent.held.size() == 2);

    // When: whoever watches over the epochs has not heard of it
    hub.newEpoch();
    hub.deleteAheadOfPublication(lost.id());

    // Then
    assertThat(reason(connection.closed()).cause()).isEqualTo(CloseCause.EpochChanged);
    assertThat(agent.held.values()).containsExactlyInAnyOrder(kept, lost);
    await().atMost(SOON).until(() -> gateway.gauge("fairlead.gateway.epoch") == 0);
    hub.republish(List.of(kept), false);
    hub.cluster(agent.cluster, agent.uid, agent.publicKey());
    await().atMost(SOON).until(() -> gateway.gauge("fairlead.gateway.epoch") == 2);
    agent.connect(gateway.port);
    awaitFrame(GatewayFrame.Synchronized.class);
    assertThat(agent.held.values()).containsExactly(kept);
  }

  @Test
  void the_newer_session_wins_over_two_gateways_S43()
      throws InterruptedException, ExecutionException, TimeoutException {
    // Given
    var one = gateway("one").awaitReady();
    var two = gateway("two").awaitReady();
    var older = agent.connect(one.port);
    awaitFrame(GatewayFrame.Welcome.class);

    // When
    var newer = agent.connect(two.port);

    // Then
    assertThat(reason(older.closed()).cause()).isEqualTo(CloseCause.Replaced);
    assertThat(newer.closed()).isNotDone();
    await().atMost(SOON).until(() -> one.gateway.sessions() == 0);
    assertThat(two.gateway.sessions()).isEqualTo(1);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(hub.read(Topic.SESSIONS, SessionEvent.class))
                    .filteredOn(SessionEvent.Closed.class::isInstance)
                    .hasSize(1));
  }

  @Test
  void a_hundred_rapid_reconnects_leave_one_session_S11() {
    // Given
    var gateway = gateway("one").awaitReady();
    hub.put(agent.configuration("a"));

    // When
    List<TestAgent.Outcome.Connected> all =
        IntStream.range(0, 100).mapToObj(_ -> agent.connect(gateway.port)).toList();

    // Then
    await().atMost(SOON).until(() -> gateway.gateway.sessions() == 1);
    await()
        .atMost(SOON)
        .until(() -> all.stream().filter(one -> !one.closed().isDone()).count() == 1);
    assertThat(gateway.count("fairlead.gateway.attempts", "outcome", "Accepted")).isEqualTo(100);
  }

  @Test
  void a_replaced_key_and_a_removed_cluster_end_the_session()
      throws InterruptedException, ExecutionException, TimeoutException {
    // Given
    var gateway = gateway("one").awaitReady();
    var first = agent.connect(gateway.port);
    awaitFrame(GatewayFrame.Welcome.class);

    // When
    agent.rotateKeys();
    hub.cluster(agent.cluster, agent.uid, agent.publicKey());

    // Then
    assertThat(reason(first.closed()).cause()).isEqualTo(CloseCause.KeyReplaced);
    var second = agent.connect(gateway.port);
    awaitFrame(GatewayFrame.Welcome.class);
    hub.removeCluster(agent.cluster);
    assertThat(reason(second.closed()).cause()).isEqualTo(CloseCause.ClusterRemoved);
  }

  @Test
  void a_drained_gateway_sends_its_agents_elsewhere()
      throws InterruptedException, ExecutionException, TimeoutException {
    // Given
    var gateway = gateway("one").awaitReady();
    var connection = agent.connect(gateway.port);
    awaitFrame(GatewayFrame.Welcome.class);

    // When
    gateway.gateway.drain();

    // Then
    CloseReason reason = reason(connection.closed());
    assertThat(reason.cause()).isEqualTo(CloseCause.Draining);
    assertThat(reason.retryAfter()).isPresent();
    assertThat(hub.read(Topic.SESSIONS, SessionEvent.class))
        .last()
        .isInstanceOfSatisfying(
            SessionEvent.Closed.class,
            closed -> assertThat(closed.cause()).isEqualTo(CloseCause.Draining));
  }

  @Test
  void a_gateway_without_the_key_that_the_store_seals_with_serves_nobody_and_gives_up() {
    // Given
    hub.sealsWith("1");
    hub.publication(true);

    // When
    var gateway = gateway("one");

    // Then
    await().atMost(SOON).until(() -> gateway.faults.get() == 1);
    assertThat(gateway.gateway.isReady()).isFalse();
    assertThat(gateway.gateway.isAlive()).isFalse();
  }

  @Test
  void a_gateway_whose_writer_died_is_neither_ready_nor_alive_and_says_so_once() {
    // Given
    Set<Thread> others = Thread.getAllStackTraces().keySet();
    var gateway = gateway("one").awaitReady();
    assertThat(gateway.gateway.isAlive()).isTrue();

    // When
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !others.contains(thread))
        .filter(thread -> thread.getName().equals("hub-writer-reports"))
        .forEach(Thread::interrupt);

    // Then
    await().atMost(SOON).until(() -> gateway.faults.get() == 1);
    assertThat(gateway.gateway.isReady()).isFalse();
    assertThat(gateway.gateway.isAlive()).isFalse();
    assertThat(gateway.faults).hasValue(1);
  }

  private TestGateway gateway(String id) {
    var gateway = new TestGateway(id, hub.bootstrapServers(), directory.resolve(id));
    gateways.add(gateway);
    return gateway;
  }

  private List<ResourceId> configurations(int count) {
    return IntStream.range(0, count).mapToObj(i -> agent.configuration("c" + i)).toList();
  }

  private void awaitFrame(Class<? extends GatewayFrame> kind) {
    await().atMost(SOON).until(() -> agent.frames.stream().anyMatch(kind::isInstance));
  }

  private static CloseReason reason(CompletableFuture<CloseReason> closed)
      throws InterruptedException, ExecutionException, TimeoutException {
    return closed.get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  private static ConfigurationStatus status(ConfigurationVersion version) {
    return new ConfigurationStatus(
        version, Compliance.Compliant, null, Instant.EPOCH, null, null, null, null, null);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
