package io.fairlead.engine.run;

import io.fairlead.streams.StoreMemory;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/// How Kafka Streams is set up. Every setting that matters is said here.
final class StreamsProperties {
  /// How long decisions may wait until they are visible to others. Each commit costs a mark on each
  /// of some 40 partitions.
  private static final Duration COMMIT = Duration.ofMillis(200);

  /// So much goes to a partition at a time.
  private static final int BATCH_BYTES = 64 * 1024;

  private static final Duration POLL = Duration.ofMillis(50);

  /// A little waits this time for more, as long as a tick: each read costs as much as some twenty
  /// records.
  private static final int LITTLE_BYTES = 64 * 1024;

  private static final Duration MORE = Duration.ofMillis(50);

  /// An engine that died is missed after this time by others that take its partitions over. The
  /// same one started again does not wait: it is known by its instance.
  private static final Duration MISSED = Duration.ofSeconds(10);

  private static final Duration HEARTBEAT = Duration.ofSeconds(3);

  private static final long MIB = 1024 * 1024L;

  /// Many stores, each of which holds little.
  private static final StoreMemory MEMORY = StoreMemory.of(48 * MIB, 24 * MIB, 2 * MIB);

  private StreamsProperties() {}

  static Properties of(EngineSettings settings, Application application, String instance) {
    Properties properties = new Properties();
    properties.putAll(settings.kafka().connection());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application.id());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.replicationFactor());
    // What is decided, what is remembered of it, and how far was read are written together.
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT.toMillis());
    properties.put(StreamsConfig.POLL_MS_CONFIG, POLL.toMillis());
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    MEMORY.share(properties);
    properties.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), LITTLE_BYTES);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        (int) MORE.toMillis());
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        (int) MISSED.toMillis());
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        (int) HEARTBEAT.toMillis());
    return properties;
  }
}
