package io.fairlead.engine.kafka;

import io.fairlead.streams.DeadLetters;
import io.fairlead.streams.HubClients;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Writes dead letters to Kafka, waiting no longer than two seconds for a place in its queue.
/// Thread-safe.
public final class DeadLetterProducer implements DeadLetters.Writer, AutoCloseable {
  private static final Duration DELIVERY_LIMIT = Duration.ofSeconds(30);
  private static final Duration BLOCK_LIMIT = Duration.ofSeconds(2);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);
  private static final long PRODUCER_BYTES = 4 * 1024 * 1024L;

  private final Producer<byte[], byte[]> producer;

  public DeadLetterProducer(HubClients hub) {
    Map<String, Object> settings = hub.settings();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    // Without a number that an emptied Kafka could give to another (docs/adr/0006).
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, PRODUCER_BYTES);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_LIMIT.toMillis());
    settings.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) HubClients.REQUEST_LIMIT.toMillis());
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_LIMIT.toMillis());
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public CompletionStage<RecordMetadata> write(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<RecordMetadata> written = new CompletableFuture<>();
    try {
      var _ =
          producer.send(
              record,
              (metadata, failure) -> {
                if (failure == null) {
                  written.complete(metadata);
                } else {
                  written.completeExceptionally(failure);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      written.completeExceptionally(e);
    }
    return written;
  }

  @Override
  public void close() {
    producer.close(CLOSE_LIMIT);
  }
}
