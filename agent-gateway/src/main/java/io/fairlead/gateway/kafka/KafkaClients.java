package io.fairlead.gateway.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// How the gateway's Kafka clients are set up. Every setting that matters is said here.
///
/// @param bootstrapServers where Kafka is
/// @param patience how long a record may take to be confirmed before its session is closed
public record KafkaClients(String bootstrapServers, Duration patience) {
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);
  private static final long PRODUCER_BYTES = 32 * 1024 * 1024L;

  public Producer<byte[], byte[]> producer() {
    Map<String, Object> settings = common();
    long patienceMillis = patience.toMillis();
    long requestMillis = Math.min(REQUEST_LIMIT.toMillis(), patienceMillis / 2);
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
    Map<String, Object> settings = common();
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) REQUEST_LIMIT.toMillis());
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_LIMIT.toMillis());
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  public Admin admin() {
    Map<String, Object> settings = common();
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) REQUEST_LIMIT.toMillis());
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_LIMIT.toMillis());
    return Admin.create(settings);
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
