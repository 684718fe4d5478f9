package io.fairlead.gateway.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// A consumer of global stores that does not wait between their partitions.
///
/// Kafka Streams fills these stores partition by partition. A consumer asks for more as soon as it
/// has handed on the last records of a partition, the broker holds that question for as long as the
/// consumer likes to wait for news, and the next partition is only asked for after it. So that
/// single partitions are read by a second consumer, which waits for a moment only; it is closed
/// when the stores are full and all partitions are followed together. With so short a wait for good
/// an idle gateway would ask all the time.
public final class FillingConsumer extends PositionedConsumer {
  private static final int WAIT_MILLIS = 5;
  private static final int FETCH_BYTES = 4 * 1024 * 1024;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  /// Null once the stores are full. Only [#wakeup()] comes from another thread.
  private volatile @Nullable Consumer<byte[], byte[]> filling;

  public FillingConsumer(Map<String, Object> settings, Positions positions) {
    super(settings, positions);
    Map<String, Object> hasty = new HashMap<>(settings);
    hasty.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, WAIT_MILLIS);
    hasty.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    hasty.put(
        ConsumerConfig.CLIENT_ID_CONFIG,
        settings.get(ConsumerConfig.CLIENT_ID_CONFIG) + "-filling");
    filling = new KafkaConsumer<>(hasty, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void assign(Collection<TopicPartition> partitions) {
    Consumer<byte[], byte[]> alone = filling;
    if (alone != null && partitions.size() == 1) {
      alone.assign(partitions);
    } else {
      filled();
      super.assign(partitions);
    }
  }

  private void filled() {
    Consumer<byte[], byte[]> alone = filling;
    filling = null;
    if (alone != null) {
      alone.close(CloseOptions.timeout(CLOSE_LIMIT));
    }
  }

  @Override
  public void unsubscribe() {
    Consumer<byte[], byte[]> alone = filling;
    if (alone == null) {
      super.unsubscribe();
    } else {
      alone.unsubscribe();
    }
  }

  @Override
  public void seek(TopicPartition partition, long offset) {
    Consumer<byte[], byte[]> alone = filling;
    if (alone == null) {
      super.seek(partition, offset);
    } else {
      alone.seek(partition, offset);
    }
  }

  @Override
  public void seekToBeginning(Collection<TopicPartition> partitions) {
    Consumer<byte[], byte[]> alone = filling;
    if (alone == null) {
      super.seekToBeginning(partitions);
    } else {
      alone.seekToBeginning(partitions);
    }
  }

  @Override
  public long position(TopicPartition partition) {
    Consumer<byte[], byte[]> alone = filling;
    return alone == null ? super.position(partition) : alone.position(partition);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    Consumer<byte[], byte[]> alone = filling;
    return alone == null ? super.poll(timeout) : alone.poll(timeout);
  }

  @Override
  public void wakeup() {
    Consumer<byte[], byte[]> alone = filling;
    if (alone != null) {
      alone.wakeup();
    }
    super.wakeup();
  }

  @Override
  public void close() {
    filled();
    super.close();
  }
}
