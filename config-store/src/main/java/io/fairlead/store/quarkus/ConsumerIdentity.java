package io.fairlead.store.quarkus;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Who this process is to Kafka's consumer groups. A process that died without a word and comes
/// back takes its own place again at once; as a stranger it would wait until Kafka gives up on its
/// dead predecessors: that takes the session timeout, and five minutes for one that died while
/// joining.
///
/// Kafka ends the older of two living members with the same identity.
@ApplicationScoped
class ConsumerIdentity {
  static final String IDENTIFIER = "fairlead-store-consumer";

  // Bounds how long another process waits for one that is gone for good.
  private static final String SESSION_TIMEOUT_MILLIS = "10000";
  private static final String HEARTBEAT_MILLIS = "3000";

  private final String instance;

  ConsumerIdentity(
      StoreConfig config,
      @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int port) {
    this.instance = config.instance().orElseGet(() -> hostName() + "-" + port);
  }

  /// The host's own name, which shells need not export. Hosts under one name would push each other
  /// out of the group.
  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(
          "this host's name has no address: set fairlead.store.instance to a name of this process",
          e);
    }
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
