package io.fairlead.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/// How plain Kafka clients are set up, beside those of Kafka Streams.
///
/// @param bootstrapServers where Kafka is
public record HubClients(String bootstrapServers) {
  /// How long Kafka may take to answer a request.
  public static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);

  /// Asks about topics.
  public Admin admin() {
    Map<String, Object> settings = settings();
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) REQUEST_LIMIT.toMillis());
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_LIMIT.toMillis());
    return Admin.create(settings);
  }

  /// What clients of every kind have in common; to be added to.
  public Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000L);
    settings.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 30_000L);
    settings.put("enable.metrics.push", false);
    return settings;
  }
}
