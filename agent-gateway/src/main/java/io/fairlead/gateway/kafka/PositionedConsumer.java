package io.fairlead.gateway.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// A consumer that tells how far whoever reads from it has come.
///
/// Who asks for more has dealt with what it got before, so that the positions are told whenever it
/// is asked, before it looks for more. A position passes the marks of transactions and what was
/// aborted, which the offsets of records do not.
public class PositionedConsumer extends KafkaConsumer<byte[], byte[]> {
  /// Told on the reading thread: must be quick and never block.
  @FunctionalInterface
  public interface Positions {
    /// All records of a partition before this offset have been dealt with.
    void reached(TopicPartition partition, long offset);
  }

  private final Positions positions;

  public PositionedConsumer(Map<String, Object> settings, Positions positions) {
    super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.positions = positions;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    assignment().forEach(this::tell);
    return super.poll(timeout);
  }

  private void tell(TopicPartition partition) {
    long offset;
    try {
      offset = position(partition, Duration.ZERO);
    } catch (TimeoutException _) {
      // It is being checked after its leader changed; the next time will tell.
      return;
    }
    positions.reached(partition, offset);
  }
}
