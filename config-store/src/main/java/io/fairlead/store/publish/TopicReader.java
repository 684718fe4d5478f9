package io.fairlead.store.publish;

import io.fairlead.contract.event.Publication;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
  private final KeepAlive keepAlive;

  /// What it needs.
  ///
  /// @param keepAlive touched while reading, which may take long
  TopicReader(Map<String, String> kafka, KeepAlive keepAlive) {
    this.keepAlive = keepAlive;
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
  Optional<Publication> lastPublication() throws SQLException {
    Optional<Publication> last = lastPublication(TAIL);
    return last.isPresent() ? last : lastPublication(Long.MAX_VALUE);
  }

  private Optional<Publication> lastPublication(long tail) throws SQLException {
    List<Publication> last = new ArrayList<>(1);
    read(
        new TopicPartition(Topic.PUBLICATIONS.topicName(), 0),
        tail,
        record -> {
          if (record.value() != null) {
            last.clear();
            last.add(Json.read(record.value(), Publication.class));
          }
        });
    return last.stream().findFirst();
  }

  /// The keys in a partition of a compacted topic that were not deleted.
  Set<String> keys(Topic topic, int partition) throws SQLException {
    Set<String> keys = new HashSet<>();
    read(
        new TopicPartition(topic.topicName(), partition),
        Long.MAX_VALUE,
        record -> {
          String key = new String(record.key(), StandardCharsets.UTF_8);
          if (record.value() == null) {
            keys.remove(key);
          } else {
            keys.add(key);
          }
        });
    return keys;
  }

  private void read(
      TopicPartition partition, long tail, Consumer<ConsumerRecord<byte[], byte[]>> each)
      throws SQLException {
    List<TopicPartition> alone = List.of(partition);
    consumer.assign(alone);
    long begin = consumer.beginningOffsets(alone).getOrDefault(partition, 0L);
    long end = consumer.endOffsets(alone).getOrDefault(partition, 0L);
    consumer.seek(partition, Math.max(begin, end - tail));
    long progressed = System.nanoTime();
    long position = -1;
    while (consumer.position(partition) < end) {
      keepAlive.touch();
      consumer.poll(POLL).forEach(each);
      long now = consumer.position(partition);
      if (now != position) {
        position = now;
        progressed = System.nanoTime();
      } else if (System.nanoTime() - progressed > PATIENCE.toNanos()) {
        throw new KafkaException("no progress in reading " + partition);
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
