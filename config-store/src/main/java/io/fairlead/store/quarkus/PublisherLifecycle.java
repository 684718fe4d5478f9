package io.fairlead.store.quarkus;

import io.fairlead.store.postgres.StoreSettings;
import io.fairlead.store.publish.ConnectionSource;
import io.fairlead.store.publish.Publisher;
import io.fairlead.store.publish.PublisherSettings;
import io.fairlead.store.publish.PublisherStatus;
import io.fairlead.store.publish.WakeUp;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.DriverManager;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Runs the publisher from the application's start to its end.
@ApplicationScoped
class PublisherLifecycle {
  private static final String CONNECT_SECONDS = "10";

  private final Publisher publisher;

  PublisherLifecycle(
      StoreConfig config,
      StoreSettings settings,
      WakeUp wakeUp,
      PublisherStatus status,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password") String password) {
    this.publisher =
        new Publisher(
            connections(url, user, password),
            settings(config.publication(), kafka),
            settings,
            wakeUp,
            status,
            InstantSource.system());
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

  void start(@Observes StartupEvent event) {
    publisher.start();
  }

  void stop(@Observes ShutdownEvent event) {
    publisher.close();
  }
}
