package io.fairlead.benchmarks.floor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Bare Kafka: reads a topic of the hub's own broker from its beginning to its end of now, and
/// keeps nothing.
public final class TopicFloor {
  private static final Duration POLL = Duration.ofMillis(100);

  private TopicFloor() {}

  /// What was read.
  ///
  /// @param bytes of keys and values
  public record Read(long records, long bytes, Duration taken) {}

  /// Reads all of it.
  ///
  /// @throws IllegalStateException when that takes too long; says how far it was
  public static Read all(String bootstrapServers, String topic, Duration limit) {
    long begin = System.nanoTime();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(part -> new TopicPartition(topic, part.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long records = 0;
      long bytes = 0;
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        if (System.nanoTime() - begin > limit.toNanos()) {
          throw new IllegalStateException(
              "not read within %d s, but %,d records".formatted(limit.toSeconds(), records));
        }
        for (var record : consumer.poll(POLL)) {
          records++;
          bytes += Math.max(0, record.serializedKeySize());
          bytes += Math.max(0, record.serializedValueSize());
        }
      }
      return new Read(records, bytes, Duration.ofNanos(System.nanoTime() - begin));
    }
  }
}
