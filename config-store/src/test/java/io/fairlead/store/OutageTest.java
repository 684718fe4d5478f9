package io.fairlead.store;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.topic.DeadLetter;
import io.fairlead.contract.topic.EventType;
import io.fairlead.contract.topic.Topic;
import io.fairlead.embedded.Broker;
import io.fairlead.embedded.Postgres;
import io.fairlead.store.ingest.Incoming;
import io.fairlead.store.ingest.IngestStatus;
import io.fairlead.store.ingest.Ingestor;
import io.fairlead.store.postgres.StoreSettings;
import io.fairlead.store.publish.Publisher;
import io.fairlead.store.publish.PublisherSettings;
import io.fairlead.store.publish.PublisherStatus;
import io.fairlead.store.publish.WakeUp;
import io.vertx.mutiny.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class OutageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Test
  void publicationAndIngestionGoOnAfterTheDatabaseAndTheBrokerWereKilled(@TempDir Path directory)
      throws Exception {
    try (Postgres postgres = Postgres.start(Postgres.Settings.forTests(directory.resolve("pg")));
        Broker broker = Broker.start(Broker.Settings.forTests(directory.resolve("kafka")));
        StoreUnderTest store = new StoreUnderTest(postgres.database("fairlead_store"))) {
      // Given
      TopicView topics = new TopicView(broker.bootstrapServers());
      try (Publisher publisher = publisher(store, broker.bootstrapServers())) {
        publisher.start();
        StoredCluster owner = register(store);
        put(store, "first");
        awaitPublished(topics, "first");
        IngestStatus status = new IngestStatus(store.clock());
        Ingestor ingestor =
            Ingestor.ofFacts(
                Pool.newInstance(store.pool()),
                Duration.ofMinutes(15),
                store.clock(),
                status,
                () -> {});

        // When
        postgres.kill();
        CompletableFuture<List<DeadLetter>> waiting =
            store.start(() -> ingestor.ingest(List.of(heartbeat(owner, store))));
        await().atMost(PATIENCE).until(() -> status.failures() >= 2);
        broker.kill();
        postgres.restart();
        assertThat(waiting.get(90, TimeUnit.SECONDS)).isEmpty();
        put(store, "second");
        broker.restart();

        // Then
        awaitPublished(topics, "second");
        assertThat(
                store
                    .ask(() -> store.clusters().find(owner.id()))
                    .orElseThrow()
                    .connectivity()
                    .state())
            .isEqualTo(Connectivity.State.Connected);
      }
    }
  }

  @Test
  void republishesEverythingAfterTheBrokerLostPartsOfItsDiskUnderTheSameTopics(
      @TempDir Path directory) throws Exception {
    try (Postgres postgres = Postgres.start(Postgres.Settings.forTests(directory.resolve("pg")));
        Broker broker = Broker.start(Broker.Settings.forTests(directory.resolve("kafka")));
        StoreUnderTest store = new StoreUnderTest(postgres.database("fairlead_store"))) {
      // Given
      TopicView topics = new TopicView(broker.bootstrapServers());
      try (Publisher publisher = publisher(store, broker.bootstrapServers())) {
        publisher.start();
        register(store);
        put(store, "first");
        awaitPublished(topics, "first");

        // When
        broker.kill();
        deleteSegments(directory.resolve("kafka"), Topic.CONFIGURATIONS);
        broker.restart();
        put(store, "second");

        // Then
        awaitPublished(topics, "second");
        awaitPublished(topics, "first");
      }
    }
  }

  private static void deleteSegments(Path data, Topic topic) throws IOException {
    List<Path> segments;
    try (Stream<Path> files = Files.walk(data)) {
      segments =
          files
              .filter(Files::isRegularFile)
              .filter(file -> file.toString().contains("/" + topic.topicName() + "-"))
              .filter(file -> !file.endsWith("partition.metadata"))
              .toList();
    }
    assertThat(segments).isNotEmpty();
    for (Path segment : segments) {
      Files.delete(segment);
    }
  }

  private static Publisher publisher(StoreUnderTest store, String bootstrapServers) {
    WakeUp wakeUp = new WakeUp();
    store.onChange(wakeUp::signal);
    return new Publisher(
        store.database()::connect,
        PublisherSettings.defaults(Map.of("bootstrap.servers", bootstrapServers)),
        StoreSettings.DEFAULT,
        wakeUp,
        new PublisherStatus(store.clock()),
        store.clock(),
        Seals.SEAL);
  }

  private static StoredCluster register(StoreUnderTest store) {
    store.ask(() -> store.clusters().put(write(cluster("c")), ANYTHING));
    return store.ask(() -> store.clusters().find(cluster("c"))).orElseThrow();
  }

  private static void put(StoreUnderTest store, String name) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              store.ask(() -> store.configurations().put(write(flux("c", name), "m"), ANYTHING));
              return true;
            });
  }

  private static void awaitPublished(TopicView topics, String name) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> topics.values(Topic.CONFIGURATIONS).containsKey(flux("c", name).key()));
  }

  private static Incoming heartbeat(StoredCluster owner, StoreUnderTest store) {
    UUID uid = owner.uid();
    Report report =
        new Report(owner.id(), uid, 1, 10, 1, store.clock().instant(), new ReportBody.Heartbeat());
    return new Incoming(
        Topic.REPORTS.topicName(),
        0,
        1,
        EventType.REPORT.typeName(),
        new byte[0],
        Json.write(report));
  }
}
