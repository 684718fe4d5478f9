package io.fairlead.store;

import io.fairlead.contract.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// What a reader of committed records sees on the topics.
public record TopicView(String bootstrapServers) {
  /// All records of a topic, in the order of each partition.
  public List<ConsumerRecord<String, byte[]>> records(Topic topic) {
    Map<String, Object> configuration =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, topic.partitions())
              .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
      while (end.entrySet().stream()
          .anyMatch(partition -> consumer.position(partition.getKey()) < partition.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  /// The last record of each key, deletions included.
  public Map<String, ConsumerRecord<String, byte[]>> last(Topic topic) {
    Map<String, ConsumerRecord<String, byte[]>> last = new LinkedHashMap<>();
    records(topic).forEach(record -> last.put(record.key(), record));
    return last;
  }

  /// The last record of a key; fails when there is none.
  public ConsumerRecord<String, byte[]> last(Topic topic, String key) {
    return Objects.requireNonNull(last(topic).get(key), "no record of that key");
  }

  /// The last value of each key that was not deleted, as text.
  public Map<String, String> values(Topic topic) {
    Map<String, String> values = new LinkedHashMap<>();
    last(topic)
        .forEach(
            (key, record) -> {
              if (record.value() != null) {
                values.put(key, new String(record.value(), StandardCharsets.UTF_8));
              }
            });
    return values;
  }
}
