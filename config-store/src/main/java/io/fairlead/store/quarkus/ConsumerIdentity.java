package io.fairlead.store.quarkus;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/// Who this process is to Kafka's consumer groups. A process that died without a word and comes
/// back
/// takes its own place again at once; as a stranger it would wait until Kafka gives up on its dead
/// predecessors: that takes the session timeout, and five minutes for one that died while joining.
///
/// Kafka ends the older of two living members with the same identity.
@ApplicationScoped
class ConsumerIdentity {
  static final String IDENTIFIER = "fairlead-store-consumer";

  // Bounds how long another process waits for one that is gone for good.
  private static final String SESSION_TIMEOUT_MILLIS = "10000";
  private static final String HEARTBEAT_MILLIS = "3000";

  private final String instance;

  ConsumerIdentity(StoreConfig config) {
    this.instance = config.instance();
  }

  @Produces
  @Singleton
  @Identifier(IDENTIFIER)
  Map<String, Object> configuration() {
    return Map.of(
        CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG, instance,
        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS,
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
  }
}
