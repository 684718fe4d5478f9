package io.fairlead.store.quarkus;

import io.fairlead.encryption.KeyId;
import io.fairlead.encryption.KeyringWatch;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.store.postgres.StoreSettings;
import io.fairlead.store.publish.ConnectionSource;
import io.fairlead.store.publish.Publisher;
import io.fairlead.store.publish.PublisherSettings;
import io.fairlead.store.publish.PublisherStatus;
import io.fairlead.store.publish.Resealing;
import io.fairlead.store.publish.WakeUp;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Runs the publisher from the application's start to its end.
@ApplicationScoped
class PublisherLifecycle {
  private static final Logger LOGGER = System.getLogger(PublisherLifecycle.class.getName());
  private static final String CONNECT_SECONDS = "10";

  private final ConnectionSource connections;
  private final PropertiesSeal seal;
  private final Publisher publisher;
  private @Nullable KeyringWatch watch;

  PublisherLifecycle(
      StoreConfig config,
      StoreSettings settings,
      WakeUp wakeUp,
      PublisherStatus status,
      PropertiesSeal seal,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password") String password) {
    this.seal = seal;
    this.connections = connections(url, user, password);
    this.publisher =
        new Publisher(
            connections,
            settings(config.publication(), kafka),
            settings,
            wakeUp,
            status,
            InstantSource.system(),
            seal);
  }

  private static PublisherSettings settings(
      StoreConfig.Publication config, Map<String, Object> kafka) {
    Map<String, String> client = new HashMap<>();
    kafka.forEach((name, value) -> client.put(name, value.toString()));
    return new PublisherSettings(
        client,
        config.replicationFactor(),
        config.batchRows(),
        config.poll(),
        config.topicCheck(),
        config.housekeeping(),
        config.silence(),
        config.backOffMin(),
        config.backOffMax());
  }

  private static ConnectionSource connections(String url, String user, String password) {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("loginTimeout", CONNECT_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    // The data source has loaded the driver already.
    return () -> DriverManager.getConnection(url, properties);
  }

  /// Before anything is taken in, which would be sealed.
  void start(@Observes @Priority(1) StartupEvent event) {
    requireKeys();
    watch = KeyringWatch.start(seal.keyring(), KeyringWatch.USUAL);
    publisher.start();
  }

  /// With the wrong keys nothing could be read, and what is written would mix two keysets.
  ///
  /// @throws IllegalStateException when the database has values that no key here opens
  private void requireKeys() {
    try (Connection connection = connections.open()) {
      Set<KeyId> lacking = Resealing.lacking(connection, seal.keyring());
      if (!lacking.isEmpty()) {
        String refusal =
            "%s lacks keys that the database was sealed with: %s. Start with the keyset that has them"
                .formatted(seal.keyring(), lacking);
        // The framework buries it in the trace of its own start.
        LOGGER.log(Level.ERROR, "refused to start: {0}", refusal);
        throw new IllegalStateException(refusal);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database cannot be asked for its keys", e);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    KeyringWatch started = watch;
    if (started != null) {
      started.close();
    }
    publisher.close();
  }
}
