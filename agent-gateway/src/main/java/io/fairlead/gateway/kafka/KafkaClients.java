package io.fairlead.gateway.kafka;

import io.fairlead.streams.HubClients;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// How the gateway's Kafka clients are set up. Every setting that matters is said here.
///
/// @param hub where Kafka is, and what all clients have in common
/// @param patience how long a record may take to be confirmed before its session is closed
public record KafkaClients(HubClients hub, Duration patience) {
  private static final long PRODUCER_BYTES = 32 * 1024 * 1024L;

  public Producer<byte[], byte[]> producer() {
    Map<String, Object> settings = hub.settings();
    long patienceMillis = patience.toMillis();
    long requestMillis = Math.min(HubClients.REQUEST_LIMIT.toMillis(), patienceMillis / 2);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    // Kafka knows an idempotent producer by a number. An empty Kafka that takes the place of a lost
    // one gives the numbers out anew, to others, and takes their records for those of producers
    // that were there before. A record that is repeated instead changes nothing: a report has its
    // place in its session, and of two openings the later counts.
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    // Keeps the order when one is tried again.
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, PRODUCER_BYTES);
    // The first record of a topic waits here for the topic's place.
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patienceMillis);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) requestMillis);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) patienceMillis);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /// A consumer without a group that sees committed records only.
  public Consumer<byte[], byte[]> consumer() {
    return hub.consumer();
  }
}
