package io.fairlead.systemtest.hub;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads topics as any other system would.
public final class Topics {
  /// Kept here, or the level set on it could be lost with it.
  private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

  static {
    KAFKA.setLevel(Level.WARNING);
  }

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final String bootstrapServers;

  public Topics(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /// All committed records on a topic at this moment, in the order of each key.
  public List<ConsumerRecord<byte[], byte[]>> all(Topic topic) {
    try (var consumer = consumer("read_committed")) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (partitions.stream()
          .anyMatch(part -> consumer.position(part) < ends.getOrDefault(part, 0L))) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("could not read " + topic + " to its end");
        }
        consumer.poll(POLL).forEach(records::add);
      }
      return records;
    }
  }

  /// Whether a topic keeps nothing at all: no record, committed or not, and no transaction's mark.
  public boolean isEmpty(Topic topic) {
    try (var consumer = consumer("read_uncommitted")) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      return consumer.beginningOffsets(partitions).equals(consumer.endOffsets(partitions));
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            isolation),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, Topic topic) {
    return consumer.partitionsFor(topic.topicName()).stream()
        .map(part -> new TopicPartition(part.topic(), part.partition()))
        .toList();
  }

  /// The records of one key on a topic, oldest first; a null value is a tombstone.
  public List<ConsumerRecord<byte[], byte[]>> of(Topic topic, ResourceId id) {
    return byKey(topic).getOrDefault(id.key(), List.of());
  }

  /// The records of each key on a topic, oldest first.
  public Map<String, List<ConsumerRecord<byte[], byte[]>>> byKey(Topic topic) {
    return all(topic).stream()
        .collect(Collectors.groupingBy(event -> new String(event.key(), StandardCharsets.UTF_8)));
  }
}
