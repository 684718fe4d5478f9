package io.fairlead.store.quarkus;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.CLUSTERS;
import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.event.SessionEvent;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.topic.EventHeaders;
import io.fairlead.contract.topic.EventType;
import io.fairlead.contract.topic.Topic;
import io.fairlead.store.ClusterScope;
import io.fairlead.store.ClusterStore;
import io.fairlead.store.ConfigurationStore;
import io.fairlead.store.Connectivity;
import io.fairlead.store.PageRequest;
import io.fairlead.store.Samples;
import io.fairlead.store.StoredCluster;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.TopicView;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@SuppressWarnings("NullAway.Init") // the test's framework fills it
class StoreInApplicationTest {
  @Inject ClusterStore clusters;
  @Inject ConfigurationStore configurations;
  @Inject Vertx vertx;
  @Inject @Readiness StoreReadiness readiness;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Test
  void aChangeTravelsToKafkaAndItsStatusComesBack() throws Exception {
    // Given
    await().untilAsserted(() -> assertThat(readiness.call().getStatus().name()).isEqualTo("UP"));
    ask(() -> clusters.put(write(cluster("c1")), ANYTHING));
    ask(() -> configurations.put(write(flux("c1", "base"), "main"), ANYTHING));
    StoredConfiguration stored = ask(() -> configurations.find(flux("c1", "base"))).orElseThrow();
    StoredCluster owner = ask(() -> clusters.find(cluster("c1"))).orElseThrow();

    // When
    await()
        .untilAsserted(
            () ->
                assertThat(new TopicView(bootstrapServers).values(Topic.CONFIGURATIONS))
                    .containsKey(stored.id().key()));
    try (KafkaProducer<String, byte[]> gateway = gateway()) {
      long session =
          send(
              gateway,
              Topic.SESSIONS,
              EventType.SESSION_OPENED,
              owner,
              new SessionEvent.Opened(
                  owner.id(),
                  owner.uid(),
                  1,
                  "g1",
                  new AgentDescription("1", null, null, null, null, null),
                  Instant.now()));
      gateway
          .send(new ProducerRecord<>(Topic.REPORTS.topicName(), 3, "poison", new byte[] {7}))
          .get(30, TimeUnit.SECONDS);
      send(
          gateway,
          Topic.REPORTS,
          EventType.REPORT,
          owner,
          new Report(owner.id(), owner.uid(), 1, session, 1, Instant.now(), compliant(stored)));
    }

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              StoredConfiguration now = ask(() -> configurations.find(stored.id())).orElseThrow();
              assertThat(now.progress().reported()).isNotNull();
              assertThat(now.connectivity().sessionOpen()).isTrue();
            });
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(new TopicView(bootstrapServers).records(Topic.DEAD_LETTERS)).hasSize(1));
    assertThat(
            ask(() ->
                    clusters.list(
                        new ClusterScope.InSubscription(Samples.SUBSCRIPTION),
                        CLUSTERS,
                        PageRequest.first(10)))
                .items())
        .extracting(item -> item.connectivity().state())
        .containsExactly(Connectivity.State.Connected);
  }

  private static ReportBody compliant(StoredConfiguration stored) {
    return new ReportBody.Statuses(
        List.of(
            new ConfigurationStatus(
                new ConfigurationVersion(stored.id(), stored.uid(), stored.generation()),
                Compliance.Compliant,
                null,
                Instant.now(),
                null,
                null,
                null,
                null,
                null)));
  }

  private KafkaProducer<String, byte[]> gateway() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private static long send(
      KafkaProducer<String, byte[]> gateway,
      Topic topic,
      EventType type,
      StoredCluster cluster,
      Object event)
      throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic.topicName(), cluster.id().key(), Json.write(event));
    new EventHeaders(type, UUID.randomUUID(), "/test", cluster.id().toString(), Instant.now(), 1)
        .toMap()
        .forEach(record.headers()::add);
    return gateway.send(record).get(30, TimeUnit.SECONDS).offset();
  }

  /// Asks as a request would: on an event loop, in a context of its own.
  private <T> T ask(Supplier<Uni<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    ((ContextInternal) vertx.getOrCreateContext())
        .duplicate()
        .runOnContext(
            start ->
                question.get().subscribe().with(answer::complete, answer::completeExceptionally));
    return answer.orTimeout(30, TimeUnit.SECONDS).join();
  }
}
