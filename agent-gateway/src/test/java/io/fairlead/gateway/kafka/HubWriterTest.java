package io.fairlead.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.event.SessionEvent;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.topic.Topic;
import io.fairlead.streams.HubClients;
import io.fairlead.streams.HubUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubWriterTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ResourceId CLUSTER =
      ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "edge-1");
  private static final ResourceId OTHER =
      ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "edge-2");
  private static final UUID UID = new UUID(1, 1);

  /// Longer than any test.
  private static final Duration GATHERING = Duration.ofMinutes(10);

  private final List<HubWriter> writers = new ArrayList<>();

  @AfterEach
  void end() {
    writers.forEach(HubWriter::close);
  }

  @Test
  void what_waits_is_written_once_a_producer_can_be_made() throws Exception {
    // Given
    MockProducer<byte[], byte[]> producer = producer(true);
    var attempts = new AtomicInteger();
    HubWriter writer =
        writer(
            PATIENCE,
            () -> {
              if (attempts.incrementAndGet() <= 2) {
                throw new KafkaException("no resolvable bootstrap urls");
              }
              return producer;
            });

    // When
    CompletionStage<?> report = writer.report(report());

    // Then
    assertThat(outcome(report)).isEmpty();
    assertThat(producer.history()).hasSize(1);
    assertThat(writer.isAlive()).isTrue();
    await().atMost(SOON).until(() -> writer.unconfirmed() == 0);
  }

  @Test
  void what_waits_for_a_producer_fails_after_its_patience_and_the_writer_lives() throws Exception {
    // Given
    HubWriter writer =
        writer(
            Duration.ofMillis(300),
            () -> {
              throw new KafkaException("no resolvable bootstrap urls");
            });

    // When
    List<CompletionStage<?>> all =
        List.of(writer.opened(opened()), writer.report(report()), writer.report(report()));

    // Then
    for (CompletionStage<?> each : all) {
      assertThat(outcome(each)).containsInstanceOf(HubUnavailableException.class);
    }
    assertThat(writer.isAlive()).isTrue();
    await().atMost(SOON).until(() -> writer.unconfirmed() == 0);
  }

  @Test
  void a_writer_that_died_is_seen_and_takes_nothing() throws Exception {
    // Given
    HubWriter writer =
        writer(
            PATIENCE,
            () -> {
              throw new NoClassDefFoundError("a fault, provoked by a test");
            });

    // When
    CompletionStage<?> waiting = writer.report(report());

    // Then: the thread's end is what is awaited
    await().dontCatchUncaughtExceptions().atMost(SOON).until(() -> !writer.isAlive());
    assertThat(outcome(waiting)).containsInstanceOf(HubUnavailableException.class);
    assertThat(outcome(writer.report(report()))).containsInstanceOf(HubUnavailableException.class);
    await().atMost(SOON).until(() -> writer.unconfirmed() == 0);
  }

  @Test
  void what_waits_when_the_writer_is_closed_fails_and_so_does_what_comes_later() throws Exception {
    // Given
    HubWriter writer =
        writer(
            PATIENCE,
            () -> {
              throw new KafkaException("no resolvable bootstrap urls");
            });
    List<CompletionStage<?>> waiting = List.of(writer.report(report()), writer.report(report()));

    // When
    writer.close();

    // Then
    for (CompletionStage<?> each : waiting) {
      assertThat(outcome(each)).containsInstanceOf(HubUnavailableException.class);
    }
    assertThat(outcome(writer.report(report()))).containsInstanceOf(HubUnavailableException.class);
  }

  @Test
  void a_producer_that_failed_for_good_is_replaced() throws Exception {
    // Given
    MockProducer<byte[], byte[]> first = producer(false);
    MockProducer<byte[], byte[]> second = producer(true);
    var producers = new CopyOnWriteArrayList<>(List.of(first, second));
    HubWriter writer = writer(PATIENCE, producers::removeFirst);
    CompletionStage<?> lost = writer.report(report());
    await().atMost(SOON).until(() -> first.history().size() == 1);
    first.errorNext(new ClusterAuthorizationException("not any more"));

    // When
    CompletionStage<?> next = writer.report(report());

    // Then
    assertThat(outcome(next)).isEmpty();
    assertThat(outcome(lost)).containsInstanceOf(ClusterAuthorizationException.class);
    assertThat(second.history()).hasSize(1);
    assertThat(first.closed()).isTrue();
  }

  @Test
  void an_opening_that_nobody_waits_for_any_more_is_not_written() throws Exception {
    // Given
    MockProducer<byte[], byte[]> producer = producer(true);
    var away = new CompletableFuture<Void>();
    HubWriter writer =
        writer(
            PATIENCE,
            () -> {
              if (!away.isDone()) {
                throw new KafkaException("no resolvable bootstrap urls");
              }
              return producer;
            });
    CompletableFuture<Long> left = writer.opened(opened()).toCompletableFuture();
    CompletionStage<Long> wanted = writer.opened(opened());

    // When
    left.cancel(false);
    away.complete(null);

    // Then
    assertThat(outcome(wanted)).isEmpty();
    assertThat(events(producer)).singleElement().isInstanceOf(SessionEvent.Opened.class);
    assertThat(outcome(left)).containsInstanceOf(CancellationException.class);
  }

  @Test
  void an_opening_that_could_not_be_withdrawn_any_more_is_followed_by_a_close() {
    // Given
    MockProducer<byte[], byte[]> openings = producer(false);
    MockProducer<byte[], byte[]> others = producer(true);
    HubWriter writer = writer(PATIENCE, () -> openings, () -> others);
    CompletableFuture<Long> left = writer.opened(opened()).toCompletableFuture();
    await().atMost(SOON).until(() -> openings.history().size() == 1);

    // When
    left.cancel(false);
    openings.completeNext();

    // Then
    await().atMost(SOON).until(() -> !others.history().isEmpty());
    assertThat(events(others))
        .singleElement()
        .isEqualTo(
            new SessionEvent.Closed(
                CLUSTER, UID, 1, "one", 0, CloseCause.ConnectionLost, Instant.EPOCH));
  }

  @Test
  void an_opening_is_given_up_before_the_agent_gives_up() throws Exception {
    // Given
    var nowhere = new KafkaClients(new HubClients("127.0.0.1:1"), Duration.ofSeconds(45));
    HubWriter writer = HubWriter.to(nowhere, "one", GATHERING, InstantSource.system());
    writers.add(writer);
    writer.start();

    // When
    CompletableFuture<Long> opening = writer.opened(opened()).toCompletableFuture();

    // Then
    await().atMost(HubWriter.OPENING_LIMIT).until(opening::isCompletedExceptionally);
  }

  @Test
  void heartbeats_wait_for_each_other_and_hold_up_nothing() throws Exception {
    // Given
    MockProducer<byte[], byte[]> producer = producer(true);
    HubWriter writer = writer(PATIENCE, () -> producer);
    var _ = writer.report(heartbeat(OTHER));

    // When
    var _ = outcome(writer.report(report()));

    // Then
    assertThat(reports(producer)).containsExactly("edge-1 Acknowledged");
    await().atMost(SOON).until(() -> writer.unconfirmed() == 1);
  }

  @Test
  void what_a_cluster_says_after_its_heartbeat_is_written_after_it() throws Exception {
    // Given
    MockProducer<byte[], byte[]> producer = producer(true);
    HubWriter writer = writer(PATIENCE, () -> producer);
    var _ = writer.report(heartbeat(CLUSTER));
    var _ = writer.report(heartbeat(CLUSTER));

    // When
    var _ = outcome(writer.report(report()));

    // Then
    assertThat(reports(producer))
        .containsExactly("edge-1 Heartbeat", "edge-1 Heartbeat", "edge-1 Acknowledged");
  }

  @Test
  void heartbeats_that_still_wait_are_written_by_a_drain() {
    // Given
    MockProducer<byte[], byte[]> producer = producer(true);
    HubWriter writer = writer(PATIENCE, () -> producer);
    List<CompletionStage<?>> waiting =
        List.of(writer.report(heartbeat(CLUSTER)), writer.report(heartbeat(OTHER)));

    // When
    writer.drain(SOON);

    // Then
    assertThat(waiting).allMatch(each -> each.toCompletableFuture().isDone());
    assertThat(reports(producer)).containsExactly("edge-1 Heartbeat", "edge-2 Heartbeat");
  }

  @Test
  void heartbeats_that_still_wait_when_the_writer_is_closed_fail() throws Exception {
    // Given
    MockProducer<byte[], byte[]> producer = producer(true);
    HubWriter writer = writer(PATIENCE, () -> producer);
    CompletionStage<?> waiting = writer.report(heartbeat(OTHER));
    var _ = outcome(writer.report(report()));

    // When
    writer.close();

    // Then
    assertThat(outcome(waiting)).containsInstanceOf(HubUnavailableException.class);
  }

  @Test
  void heartbeats_are_written_when_they_have_waited_long_enough() throws Exception {
    // Given
    MockProducer<byte[], byte[]> producer = producer(true);
    HubWriter writer = writer(PATIENCE, () -> producer, () -> producer, Duration.ofMillis(20));

    // When
    Optional<Throwable> outcome = outcome(writer.report(heartbeat(CLUSTER)));

    // Then
    assertThat(outcome).isEmpty();
  }

  private HubWriter writer(Duration patience, Supplier<Producer<byte[], byte[]>> producers) {
    return writer(patience, producers, producers);
  }

  private HubWriter writer(
      Duration patience,
      Supplier<Producer<byte[], byte[]>> openings,
      Supplier<Producer<byte[], byte[]>> others) {
    return writer(patience, openings, others, GATHERING);
  }

  private HubWriter writer(
      Duration patience,
      Supplier<Producer<byte[], byte[]>> openings,
      Supplier<Producer<byte[], byte[]>> others,
      Duration gathering) {
    var writer =
        new HubWriter(
            new RecordWriter.Lane(openings, patience, Duration.ZERO),
            new RecordWriter.Lane(others, patience, gathering),
            "one",
            InstantSource.fixed(Instant.EPOCH));
    writers.add(writer);
    writer.start();
    return writer;
  }

  private static MockProducer<byte[], byte[]> producer(boolean confirms) {
    return new MockProducer<>(confirms, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static List<SessionEvent> events(MockProducer<byte[], byte[]> producer) {
    return producer.history().stream()
        .filter(record -> record.topic().equals(Topic.SESSIONS.topicName()))
        .map(ProducerRecord::value)
        .map(value -> Json.read(value, SessionEvent.class))
        .toList();
  }

  /// What it failed with; empty when it did not.
  private static Optional<Throwable> outcome(CompletionStage<?> stage)
      throws InterruptedException, TimeoutException {
    try {
      stage.toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.ofNullable(e.getCause());
    } catch (CancellationException e) {
      return Optional.of(e);
    }
  }

  private static SessionEvent.Opened opened() {
    return new SessionEvent.Opened(
        CLUSTER,
        UID,
        1,
        "one",
        new AgentDescription("test", null, null, null, null, null),
        Instant.EPOCH);
  }

  private static Report report() {
    return report(CLUSTER, new ReportBody.Acknowledged(List.of(), List.of()));
  }

  private static Report heartbeat(ResourceId cluster) {
    return report(cluster, new ReportBody.Heartbeat());
  }

  private static Report report(ResourceId cluster, ReportBody body) {
    return new Report(cluster, UID, 1, 0, 1, Instant.EPOCH, body);
  }

  /// What was written, in order: the cluster's name and what kind of report it was.
  private static List<String> reports(MockProducer<byte[], byte[]> producer) {
    return producer.history().stream()
        .map(record -> Json.read(record.value(), Report.class))
        .map(report -> report.cluster().name() + " " + report.body().getClass().getSimpleName())
        .toList();
  }
}
