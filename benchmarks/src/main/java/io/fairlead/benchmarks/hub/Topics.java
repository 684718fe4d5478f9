package io.fairlead.benchmarks.hub;

import io.fairlead.contract.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads the hub's topics as any other system would, after the fact: who read along would take part
/// in what is measured.
public final class Topics {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final String bootstrapServers;

  /// A place in a topic: the end of all its partitions at some moment.
  public record Mark(Topic topic, Map<TopicPartition, Long> ends) {}

  /// Of that hub.
  public Topics(Hub hub) {
    this.bootstrapServers = hub.bootstrapServers();
  }

  /// Where a topic ends now.
  public Mark end(Topic topic) {
    try (var consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      return new Mark(topic, consumer.endOffsets(partitions));
    }
  }

  /// Reads all committed records from a mark to the present end, in the order of each key.
  ///
  /// @throws IllegalStateException when that takes too long
  public void since(Mark mark, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    try (var consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, mark.topic());
      consumer.assign(partitions);
      mark.ends().forEach(consumer::seek);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (partitions.stream()
          .anyMatch(part -> consumer.position(part) < ends.getOrDefault(part, 0L))) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "could not read %s to its end in %d s".formatted(mark.topic(), LIMIT.toSeconds()));
        }
        consumer.poll(POLL).forEach(each);
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, Topic topic) {
    return consumer.partitionsFor(topic.topicName()).stream()
        .map(part -> new TopicPartition(part.topic(), part.partition()))
        .toList();
  }
}
