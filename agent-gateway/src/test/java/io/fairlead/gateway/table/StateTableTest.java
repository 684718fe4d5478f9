package io.fairlead.gateway.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.topic.Topic;
import io.fairlead.embedded.Broker;
import io.fairlead.streams.HubClients;
import io.fairlead.streams.HubTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The table over a real broker, whose records are in transactions as the publisher's are.
class StateTableTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int CLUSTERS = 60;

  /// Above which Kafka Streams notes how far it has come.
  private static final int MANY = 10_500;

  @TempDir private Path directory;
  private final AtomicLong restored = new AtomicLong();
  private final StateRestoreListener counting =
      new StateRestoreListener() {
        @Override
        public void onRestoreStart(TopicPartition partition, String store, long from, long to) {}

        @Override
        public void onBatchRestored(
            TopicPartition partition, String store, long end, long records) {
          restored.addAndGet(records);
        }

        @Override
        public void onRestoreEnd(TopicPartition partition, String store, long total) {}
      };
  private Broker broker;
  private HubClients hub;
  private HubTopics topics;
  private Producer<byte[], byte[]> producer;

  @BeforeEach
  void start() throws Exception {
    broker = Broker.start(Broker.Settings.forTests(directory.resolve("broker")));
    hub = new HubClients(broker.bootstrapServers());
    topics = new HubTopics(hub.admin(), Set.of(Topic.CLUSTERS, Topic.CONFIGURATIONS));
    try (var admin = hub.admin()) {
      admin
          .createTopics(
              Stream.of(Topic.CLUSTERS, Topic.CONFIGURATIONS)
                  .map(
                      topic ->
                          new NewTopic(topic.topicName(), topic.partitions(), (short) 1)
                              .configs(topic.settings()))
                  .toList())
          .all()
          .get();
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "store"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  @AfterEach
  void stop() {
    producer.close();
    topics.close();
    broker.close();
  }

  @Test
  void a_table_is_filled_from_all_partitions_and_then_follows_them() {
    // Given
    publishClusters();
    publish(IntStream.range(0, CLUSTERS));
    try (StateTable table = open("table")) {
      assertThat(restored).hasValueGreaterThanOrEqualTo(2L * CLUSTERS);

      // When
      publish(IntStream.range(CLUSTERS, 2 * CLUSTERS));

      // Then
      for (int number = 0; number < CLUSTERS; number++) {
        assertThat(table.cluster(cluster(number))).isPresent();
        assertThat(table.configuration(id(number).key())).isPresent();
        // A commit returns before its marks are in all partitions.
        String followed = id(CLUSTERS + number).key();
        await().atMost(SOON).until(() -> table.configuration(followed).isPresent());
      }
    }
  }

  @Test
  void what_a_killed_run_leaves_lacks_little_and_is_followed_on() throws Exception {
    // Given: a run that has read much, and is not closed
    publish(IntStream.range(0, 1));
    Path left = directory.resolve("left");
    try (StateTable table = open("table")) {
      publish(IntStream.range(0, MANY));
      await().atMost(SOON).until(() -> table.configuration(id(MANY - 1).key()).isPresent());
      await().atMost(SOON).until(() -> noted("table") > MANY / 2);
      copy(directory.resolve("table"), left);
    }
    publish(IntStream.range(MANY, MANY + 10));
    restored.set(0);

    // When
    try (StateTable table = open("left")) {
      // Then
      assertThat(restored).hasValueLessThan(MANY / 2);
      assertThat(
              IntStream.range(0, MANY + 10)
                  .filter(number -> table.configuration(id(number).key()).isEmpty()))
          .isEmpty();
    }
  }

  private StateTable open(String name) {
    return StateTable.open(
        hub.connection(),
        directory.resolve(name),
        1,
        TableBarrier.over(
            topics::committedEnds,
            1_000,
            new BarrierObserver() {
              @Override
              public void waiting() {}

              @Override
              public void passed(Duration waited) {}

              @Override
              public void failed() {}
            }),
        new StateTable.Wiring(
            new TableListener() {
              @Override
              public void configurationChanged(ResourceId configuration) {}

              @Override
              public void clusterChanged(ResourceId cluster, Optional<ClusterRow> row) {}
            },
            letter -> {
              throw new AssertionError(letter.reason());
            },
            counting,
            () -> {}));
  }

  /// How many records the files say they have.
  private long noted(String name) throws Exception {
    Path file =
        directory.resolve(name).resolve("fairlead-agent-gateway").resolve("global/.checkpoint");
    if (!Files.exists(file)) {
      return 0;
    }
    return Files.readAllLines(file).stream()
        .map(line -> line.split(" ", -1))
        .filter(words -> words.length == 3 && words[0].equals(Topic.CONFIGURATIONS.topicName()))
        .mapToLong(words -> Long.parseLong(words[2]))
        .sum();
  }

  private static void copy(Path from, Path to) throws Exception {
    List<Path> files;
    try (Stream<Path> found = Files.walk(from)) {
      files = found.toList();
    }
    for (Path file : files) {
      Path copied = to.resolve(from.relativize(file));
      if (Files.isDirectory(file)) {
        Files.createDirectories(copied);
      } else {
        Files.copy(file, copied);
      }
    }
  }

  private void publishClusters() {
    producer.beginTransaction();
    for (int number = 0; number < CLUSTERS; number++) {
      ResourceId id = cluster(number);
      send(
          Topic.CLUSTERS,
          id,
          Json.write(
              new ClusterState(id, new UUID(1, 2), 1, 1, "edge", Map.of(), "a2V5", Instant.EPOCH)));
    }
    producer.commitTransaction();
  }

  private void publish(IntStream numbers) {
    producer.beginTransaction();
    numbers.forEach(
        number -> {
          ResourceId id = id(number);
          send(
              Topic.CONFIGURATIONS,
              id,
              Json.write(
                  new ConfigurationState(
                      id,
                      new UUID(1, number),
                      1,
                      1,
                      Lifecycle.Active,
                      JsonNodeFactory.instance.objectNode().put("number", number),
                      Instant.EPOCH,
                      null)));
        });
    producer.commitTransaction();
  }

  private void send(Topic topic, ResourceId id, byte[] value) {
    var _ =
        producer.send(
            new ProducerRecord<>(
                topic.topicName(),
                TableBarrier.partition(id.cluster()),
                id.key().getBytes(StandardCharsets.UTF_8),
                value));
  }

  private static ResourceId cluster(int number) {
    return ResourceId.cluster(
        "s", "g", "Microsoft.Kubernetes/connectedClusters", "edge-" + number % CLUSTERS);
  }

  private static ResourceId id(int number) {
    return cluster(number)
        .extension("Microsoft.KubernetesConfiguration/fluxConfigurations", "c-" + number);
  }
}
