package io.fairlead.gateway.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.event.Publication;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.topic.EventHeaders;
import io.fairlead.contract.topic.EventType;
import io.fairlead.contract.topic.Topic;
import io.fairlead.gateway.kafka.KafkaClients;
import io.fairlead.streams.HubClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/// Plays the store: writes desired state in transactions, with a publication in each.
final class TestHub implements AutoCloseable {
  private final String bootstrapServers;
  private final Admin admin;
  private Producer<byte[], byte[]> producer;
  private long epoch = 1;
  private long number;
  private String sealedWith = Seals.SEAL.keyring().keyset().primary().toString();
  private long generation;

  TestHub(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    this.producer = newProducer();
  }

  private Producer<byte[], byte[]> newProducer() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "transactional.id",
            "test-hub-" + UUID.randomUUID(),
            "linger.ms",
            "0"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  void createTopics() throws InterruptedException, ExecutionException {
    var topics =
        Arrays.stream(Topic.values())
            .map(
                topic ->
                    new NewTopic(
                            topic.topicName(), Optional.of(topic.partitions()), Optional.empty())
                        .configs(topic.settings()))
            .toList();
    admin.createTopics(topics).all().get();
    producer.initTransactions();
  }

  void deleteTopics() throws InterruptedException, ExecutionException {
    admin.deleteTopics(Arrays.stream(Topic.values()).map(Topic::topicName).toList()).all().get();
  }

  /// Moves to a new epoch, with a new producer.
  void newEpoch() {
    producer.close();
    producer = newProducer();
    producer.initTransactions();
    epoch++;
  }

  /// Forgets what was said of topics that are no more.
  void restartProducer() {
    producer.close(Duration.ZERO);
    producer = newProducer();
  }

  long epoch() {
    return epoch;
  }

  /// Publishes nothing but that the epoch is or is not complete.
  void publication(boolean complete) {
    transact(List.of(), complete);
  }

  void cluster(ResourceId cluster, UUID uid, String key) {
    generation++;
    var state =
        new ClusterState(cluster, uid, generation, epoch, "edge", Map.of(), key, Instant.now());
    transact(
        List.of(record(Topic.CLUSTERS, EventType.CLUSTER_CHANGED, cluster, Json.write(state))),
        true);
  }

  void removeCluster(ResourceId cluster) {
    transact(List.of(record(Topic.CLUSTERS, EventType.CLUSTER_REMOVED, cluster, null)), true);
  }

  ConfigurationVersion put(ResourceId id) {
    return put(List.of(id)).getFirst();
  }

  /// Publishes new states of these in one transaction.
  List<ConfigurationVersion> put(List<ResourceId> ids) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    List<ConfigurationVersion> versions = new ArrayList<>();
    for (ResourceId id : ids) {
      ConfigurationState state = state(id);
      versions.add(state.version());
      records.add(
          record(Topic.CONFIGURATIONS, EventType.CONFIGURATION_CHANGED, id, Json.write(state)));
    }
    transact(records, true);
    return versions;
  }

  /// Publishes these again as they are, in the epoch of now.
  void republish(List<ConfigurationVersion> versions, boolean complete) {
    transact(
        versions.stream()
            .map(
                version ->
                    record(
                        Topic.CONFIGURATIONS,
                        EventType.CONFIGURATION_CHANGED,
                        version.id(),
                        Json.write(state(version))))
            .toList(),
        complete);
  }

  void delete(ResourceId id) {
    transact(
        List.of(record(Topic.CONFIGURATIONS, EventType.CONFIGURATION_REMOVED, id, null)), true);
  }

  /// Deletes one in a transaction whose publication is not there yet, as when each topic shows a
  /// transaction in its own time.
  void deleteAheadOfPublication(ResourceId id) {
    producer.beginTransaction();
    var _ = producer.send(record(Topic.CONFIGURATIONS, EventType.CONFIGURATION_REMOVED, id, null));
    producer.commitTransaction();
  }

  /// Writes a state in a transaction that is then given up.
  void abort(ResourceId id) {
    producer.beginTransaction();
    var _ =
        producer.send(
            record(
                Topic.CONFIGURATIONS, EventType.CONFIGURATION_CHANGED, id, Json.write(state(id))));
    producer.flush();
    producer.abortTransaction();
  }

  /// Writes a state in a transaction that stays open.
  ///
  /// @return gives it up
  Runnable open(ResourceId id) {
    Producer<byte[], byte[]> other = newProducer();
    other.initTransactions();
    other.beginTransaction();
    var _ =
        other.send(
            record(
                Topic.CONFIGURATIONS, EventType.CONFIGURATION_CHANGED, id, Json.write(state(id))));
    other.flush();
    return () -> {
      other.abortTransaction();
      other.close();
    };
  }

  /// Writes any bytes under a configuration's key.
  void raw(String key, ResourceId cluster, byte[] value) {
    transact(
        List.of(
            new ProducerRecord<>(
                Topic.CONFIGURATIONS.topicName(), partition(cluster), utf8(key), value)),
        true);
  }

  private ConfigurationState state(ResourceId id) {
    generation++;
    return state(new ConfigurationVersion(id, UUID.nameUUIDFromBytes(utf8(id.key())), generation));
  }

  private ConfigurationState state(ConfigurationVersion version) {
    return new ConfigurationState(
        version.id(),
        version.uid(),
        version.generation(),
        epoch,
        Lifecycle.Active,
        Seals.SEAL.sealToText(
            version.id(),
            JsonNodeFactory.instance.objectNode().put("generation", version.generation())),
        Instant.now(),
        null);
  }

  /// What the store says from now on which key it seals with.
  void sealsWith(String key) {
    sealedWith = key;
  }

  private void transact(List<ProducerRecord<byte[], byte[]>> records, boolean complete) {
    number++;
    producer.beginTransaction();
    records.forEach(
        record -> {
          var _ = producer.send(record);
        });
    var _ =
        producer.send(
            new ProducerRecord<>(
                Topic.PUBLICATIONS.topicName(),
                utf8(Topic.PUBLICATIONS_KEY),
                Json.write(new Publication(epoch, number, complete, Instant.now(), sealedWith))));
    producer.commitTransaction();
  }

  private ProducerRecord<byte[], byte[]> record(
      Topic topic, EventType type, ResourceId id, byte @Nullable [] value) {
    var record =
        new ProducerRecord<byte[], byte[]>(
            topic.topicName(), partition(id.cluster()), utf8(id.key()), value);
    new EventHeaders(type, UUID.randomUUID(), "/test", id.toString(), Instant.now(), epoch)
        .toMap()
        .forEach((name, content) -> record.headers().add(name, content));
    return record;
  }

  private static int partition(ResourceId cluster) {
    return Utils.toPositive(Utils.murmur2(utf8(cluster.key()))) % Topic.CONFIGURATIONS.partitions();
  }

  /// Everything on a topic now.
  List<ConsumerRecord<byte[], byte[]>> read(Topic topic) {
    List<TopicPartition> partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
            .toList();
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (var consumer =
        new KafkaClients(new HubClients(bootstrapServers), Duration.ofSeconds(10)).consumer()) {
      var ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(all::add);
      }
    }
    return all;
  }

  <T> List<T> read(Topic topic, Class<T> type) {
    return read(topic).stream().map(record -> Json.read(record.value(), type)).toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
    admin.close();
  }
}
