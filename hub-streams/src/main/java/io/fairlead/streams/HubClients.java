package io.fairlead.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// How Kafka is reached, which is the same for clients of every kind: plain ones, admin clients and
/// those of Kafka Streams. Immutable.
///
/// @param connection Kafka's own properties, `bootstrap.servers` among them, and whatever an
///     operator gives besides: `security.protocol`, `ssl.…`, `sasl.…`. What a client sets itself
///     comes after them
public record HubClients(Map<String, String> connection) {
  /// How long Kafka may take to answer a request.
  public static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);

  private static final String PREFIX = "kafka.";

  /// @throws IllegalArgumentException when it is not said where Kafka is
  public HubClients {
    connection = Map.copyOf(connection);
    if (connection.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "").isBlank()) {
      throw new IllegalArgumentException(
          "kafka.bootstrap.servers is missing: HOST:PORT of one broker or more, separated by"
              + " commas");
    }
  }

  /// @param bootstrapServers where Kafka is, reached without TLS
  public HubClients(String bootstrapServers) {
    this(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  /// What the settings say: `kafka.NAME` is Kafka's property NAME, and so is the environment
  /// variable `KAFKA_NAME` with underscores for dots, as in the service whose clients Quarkus
  /// makes.
  ///
  /// @param names of all settings, others than Kafka's too
  /// @param value of a setting
  public static HubClients of(Iterable<String> names, Function<String, Optional<String>> value) {
    Map<String, String> connection = new TreeMap<>();
    for (String name : names) {
      String property = name.toLowerCase(Locale.ROOT).replace('_', '.');
      if (property.startsWith(PREFIX)) {
        String key = property.substring(PREFIX.length());
        // The setting by its own name says what counts of all places where it may be given.
        if (name.equals(property) || !connection.containsKey(key)) {
          value.apply(name).ifPresent(given -> connection.put(key, given));
        }
      }
    }
    return new HubClients(connection);
  }

  /// Asks about topics.
  public Admin admin() {
    Map<String, Object> settings = settings();
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) REQUEST_LIMIT.toMillis());
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_LIMIT.toMillis());
    return Admin.create(settings);
  }

  /// A consumer without a group that sees committed records only.
  public Consumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = settings();
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) REQUEST_LIMIT.toMillis());
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_LIMIT.toMillis());
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /// What clients of every kind have in common; to be added to.
  public Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000L);
    settings.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 30_000L);
    settings.put("enable.metrics.push", false);
    return settings;
  }

  /// Without values, some of which are passwords.
  @Override
  public String toString() {
    return "HubClients" + new TreeMap<>(connection).keySet();
  }
}
