package io.fairlead.engine.run;

import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.event.Publication;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.topic.EventHeaders;
import io.fairlead.contract.topic.Topic;
import io.fairlead.engine.sample.Samples;
import io.fairlead.engine.sample.Seals;
import io.fairlead.streams.HubClients;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Plays the store: publishes, and reads what the engine decides, as the store does: only what is
/// committed.
final class TestHub implements AutoCloseable {
  private final Admin admin;
  private final Producer<byte[], byte[]> producer;
  private final Consumer<byte[], byte[]> consumer;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  /// Every deployment in the order in which it was read, by configuration.
  final Map<String, List<Deployment>> deployments = new HashMap<>();

  /// The newest verdict by key; those that were taken back are not there.
  final Map<String, PolicyVerdict> verdicts = new HashMap<>();

  private TestHub(String bootstrapServers) {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    admin = Admin.create(settings);
    // Without numbers: topics are as fresh as this producer (docs/adr/0006).
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "enable.idempotence", false),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /// With all topics made.
  static TestHub open(String bootstrapServers) throws InterruptedException, ExecutionException {
    var hub = new TestHub(bootstrapServers);
    hub.admin
        .createTopics(
            Arrays.stream(Topic.values())
                .map(
                    topic ->
                        new NewTopic(
                                topic.topicName(),
                                Optional.of(topic.partitions()),
                                Optional.empty())
                            .configs(topic.settings()))
                .toList())
        .all()
        .get();
    List<TopicPartition> read =
        Stream.of(Topic.DEPLOYMENTS, Topic.POLICY_STATES)
            .flatMap(
                topic ->
                    IntStream.range(0, topic.partitions())
                        .mapToObj(number -> new TopicPartition(topic.topicName(), number)))
            .toList();
    hub.consumer.assign(read);
    hub.consumer.seekToBeginning(read);
    return hub;
  }

  static EngineSettings settings(String bootstrapServers, Path directory) {
    return new EngineSettings(
        new HubClients(bootstrapServers),
        Optional.empty(),
        directory,
        2,
        1,
        Duration.ofMillis(200),
        Duration.ofSeconds(5));
  }

  void publish(ClusterState... states) throws InterruptedException, ExecutionException {
    for (ClusterState state : states) {
      send(Topic.CLUSTERS, state.id().key(), Json.write(state));
    }
    confirm();
  }

  void publish(PolicyState... states) throws InterruptedException, ExecutionException {
    for (PolicyState state : states) {
      send(Topic.POLICIES, state.id().key(), Json.write(state));
    }
    confirm();
  }

  /// Says which key the store seals with.
  void sealsWith(String key) throws InterruptedException, ExecutionException {
    send(
        Topic.PUBLICATIONS,
        Topic.PUBLICATIONS_KEY,
        Json.write(new Publication(Samples.EPOCH, 1, true, Instant.now(), key)));
    confirm();
  }

  private void send(Topic topic, String key, byte[] value) {
    var record =
        new ProducerRecord<>(topic.topicName(), key.getBytes(StandardCharsets.UTF_8), value);
    record
        .headers()
        .add(EventHeaders.EPOCH, Long.toString(Samples.EPOCH).getBytes(StandardCharsets.UTF_8));
    sent.add(producer.send(record));
  }

  /// Returns when everything is there.
  private void confirm() throws InterruptedException, ExecutionException {
    producer.flush();
    for (Future<RecordMetadata> one : sent) {
      one.get();
    }
    sent.clear();
  }

  /// Reads on.
  ///
  /// @return of how many configurations a deployment was read so far
  int read() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      if (record.topic().equals(Topic.DEPLOYMENTS.topicName())) {
        deployments
            .computeIfAbsent(key, _ -> new ArrayList<>())
            .add(Seals.opened(Json.read(record.value(), Deployment.class)));
      } else if (record.value() == null) {
        verdicts.remove(key);
      } else {
        verdicts.put(key, Json.read(record.value(), PolicyVerdict.class));
      }
    }
    return deployments.size();
  }

  /// The names of the topics that are not the contract's.
  List<String> otherTopics() throws InterruptedException, ExecutionException {
    return admin.listTopics().names().get().stream()
        .filter(name -> Topic.named(name).isEmpty())
        .toList();
  }

  @Override
  public void close() {
    consumer.close();
    producer.close(Duration.ZERO);
    admin.close(Duration.ZERO);
  }
}
