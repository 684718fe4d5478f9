package io.fairlead.engine.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// How the engine's own Kafka clients are set up. Every setting that matters is said here.
///
/// @param bootstrapServers where Kafka is
public record HubClients(String bootstrapServers) {
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);
  private static final Duration DELIVERY_LIMIT = Duration.ofSeconds(30);
  private static final Duration BLOCK_LIMIT = Duration.ofSeconds(2);
  private static final long PRODUCER_BYTES = 4 * 1024 * 1024L;

  /// Asks about topics.
  public Admin admin() {
    Map<String, Object> settings = common();
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) REQUEST_LIMIT.toMillis());
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_LIMIT.toMillis());
    return Admin.create(settings);
  }

  /// Writes dead letters.
  public Producer<byte[], byte[]> producer() {
    Map<String, Object> settings = common();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    // Without a number that an emptied Kafka could give to another (docs/adr/0006).
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, PRODUCER_BYTES);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_LIMIT.toMillis());
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_LIMIT.toMillis());
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_LIMIT.toMillis());
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> common() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000L);
    settings.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 30_000L);
    settings.put("enable.metrics.push", false);
    return settings;
  }
}
