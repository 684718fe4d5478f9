package io.fairlead.engine.kafka;

import io.fairlead.contract.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps records that could not be read, with the reason, for people to look at. With best effort:
/// the record itself stays on its topic for as long as that keeps it. Thread-safe.
public final class DeadLetters implements PoisonSink, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(DeadLetters.class);
  private static final String CONSUMER = "/fairlead/policy-engine";
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  /// Of key and value: the topic takes 1 MiB with headers and framing.
  private static final int MAX_BYTES = 1024 * 1024 - 32 * 1024;

  private final Producer<byte[], byte[]> producer;

  public DeadLetters(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  @Override
  public void accept(PoisonRecord poison) {
    PoisonRecord.Origin origin = poison.origin();
    LOGGER.warn(
        "record skipped topic={} partition={} offset={} reason={}",
        origin.topic(),
        origin.partition(),
        origin.offset(),
        poison.reason());
    try {
      var _ =
          producer.send(
              letter(poison),
              (_, failure) -> {
                if (failure != null) {
                  notKept(origin, failure);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      notKept(origin, e);
    }
  }

  private static ProducerRecord<byte[], byte[]> letter(PoisonRecord poison) {
    boolean fits = size(poison.key()) + size(poison.value()) <= MAX_BYTES;
    var letter =
        new ProducerRecord<byte[], byte[]>(
            Topic.DEAD_LETTERS.topicName(),
            fits ? poison.key() : null,
            fits ? poison.value() : null);
    PoisonRecord.Origin origin = poison.origin();
    Map.of(
            "fairlead_reason", poison.reason(),
            "fairlead_consumer", CONSUMER,
            "fairlead_source_topic", origin.topic(),
            "fairlead_source_partition", Integer.toString(origin.partition()),
            "fairlead_source_offset", Long.toString(origin.offset()))
        .forEach((name, text) -> letter.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return letter;
  }

  private static int size(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static void notKept(PoisonRecord.Origin origin, Exception why) {
    LOGGER.warn(
        "dead letter not kept topic={} partition={} offset={} reason={}",
        origin.topic(),
        origin.partition(),
        origin.offset(),
        why.toString());
  }

  @Override
  public void close() {
    producer.close(CLOSE_LIMIT);
  }
}
