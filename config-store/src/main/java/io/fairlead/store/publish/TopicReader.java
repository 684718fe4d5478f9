package io.fairlead.store.publish;

import io.fairlead.contract.event.Publication;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads what is on Kafka, committed, up to the end there was when reading began.
final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  /// Without any progress for that long, reading has failed.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Publications read first: the newest is among them unless transactions were aborted in a row.
  private static final long TAIL = 64;

  private final KafkaConsumer<byte[], byte[]> consumer;

  TopicReader(Map<String, String> kafka) {
    Map<String, Object> configuration = new HashMap<>(kafka);
    configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    configuration.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    configuration.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "30000");
    consumer =
        new KafkaConsumer<>(
            configuration, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /// The last publication; empty when there is none.
  Optional<Publication> lastPublication() {
    Optional<Publication> last = lastPublication(TAIL);
    return last.isPresent() ? last : lastPublication(Long.MAX_VALUE);
  }

  private Optional<Publication> lastPublication(long tail) {
    List<Publication> last = new ArrayList<>(1);
    read(
        Topic.PUBLICATIONS,
        tail,
        record -> {
          if (record.value() != null) {
            last.clear();
            last.add(Json.read(record.value(), Publication.class));
          }
        });
    return last.stream().findFirst();
  }

  /// The keys on a compacted topic that were not deleted.
  ///
  /// @return each with its partition
  Map<String, Integer> keys(Topic topic) {
    Map<String, Integer> keys = new HashMap<>();
    read(
        topic,
        Long.MAX_VALUE,
        record -> {
          String key = new String(record.key(), StandardCharsets.UTF_8);
          if (record.value() == null) {
            keys.remove(key);
          } else {
            keys.put(key, record.partition());
          }
        });
    return keys;
  }

  private void read(Topic topic, long tail, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    List<TopicPartition> partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long first = begin.getOrDefault(partition, 0L);
      consumer.seek(partition, Math.max(first, end.getOrDefault(partition, 0L) - tail));
    }
    long progressed = System.nanoTime();
    long position = -1;
    while (!isAtEnd(end)) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      records.forEach(each);
      long now = partitions.stream().mapToLong(consumer::position).sum();
      if (now != position) {
        position = now;
        progressed = System.nanoTime();
      } else if (System.nanoTime() - progressed > PATIENCE.toNanos()) {
        throw new KafkaException("no progress in reading " + topic.topicName());
      }
    }
  }

  private boolean isAtEnd(Map<TopicPartition, Long> end) {
    return end.entrySet().stream()
        .allMatch(partition -> consumer.position(partition.getKey()) >= partition.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
