package io.fairlead.systemtest.hub;

import static org.awaitility.Awaitility.await;

import io.fairlead.embedded.Broker;
import io.fairlead.embedded.Database;
import io.fairlead.embedded.Ports;
import io.fairlead.embedded.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/// A hub on this machine, in the same processes that `./fairlead up` starts, but with nobody who
/// starts a
/// dead one again: tests decide about life and death.
public final class LocalHub implements Hub {
  private static final Duration HEALTHY = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);

  private final Path directory;
  private final Path tokenFile;
  private final Postgres postgres;
  private final Broker broker;
  private final ServiceProcess api;
  private final ServiceProcess gateway;

  private LocalHub(Path directory, Postgres postgres, Broker broker) throws IOException {
    this.directory = directory;
    this.postgres = postgres;
    this.broker = broker;
    this.tokenFile =
        Files.writeString(directory.resolve("api-token"), UUID.randomUUID().toString());
    Database database = postgres.database("fairlead");
    this.api =
        new ServiceProcess(
            home(),
            "config-api",
            Ports.free(),
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                "QUARKUS_DATASOURCE_USERNAME", database.user(),
                "QUARKUS_DATASOURCE_PASSWORD", database.password(),
                "QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(),
                "QUARKUS_DATASOURCE_REACTIVE_URL", database.reactiveUrl(),
                "FAIRLEAD_API_TOKEN_FILE", tokenFile.toString()),
            directory);
    this.gateway =
        new ServiceProcess(
            home(),
            "agent-gateway",
            Ports.free(),
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                "FAIRLEAD_GATEWAY_STATE_DIR", directory.resolve("gateway").toString()),
            directory);
  }

  /// Starts a hub with a directory of its own under `target`, and returns when it serves.
  public static LocalHub start() {
    try {
      Path directory =
          Files.createDirectories(
              Path.of("target", "hub-" + ProcessHandle.current().pid()).toAbsolutePath());
      Postgres postgres = Postgres.start(Postgres.Settings.forTests(directory.resolve("postgres")));
      Broker broker = Broker.start(Broker.Settings.forTests(directory.resolve("kafka")));
      LocalHub hub = new LocalHub(directory, postgres, broker);
      hub.api.start();
      hub.gateway.start();
      hub.awaitHealthy();
      return hub;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The project's root folder.
  public static Path home() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("fairlead"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("not below the project's root folder");
      }
    }
    return folder;
  }

  /// Where everything it keeps is.
  public Path directory() {
    return directory;
  }

  @Override
  public URI api() {
    return api.address();
  }

  @Override
  public URI gateway() {
    return gateway.address();
  }

  @Override
  public Path tokenFile() {
    return tokenFile;
  }

  @Override
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  @Override
  public void kill9(HubProcess process) {
    switch (process) {
      case CONFIG_API -> api.kill9();
      case AGENT_GATEWAY -> gateway.kill9();
      case BROKER -> broker.kill();
      case POSTGRES -> postgres.kill();
    }
  }

  @Override
  public void stop(HubProcess process) {
    switch (process) {
      case CONFIG_API -> api.stop();
      case AGENT_GATEWAY -> gateway.stop();
      case BROKER -> broker.stop();
      case POSTGRES -> postgres.stop();
    }
  }

  @Override
  public void start(HubProcess process) {
    switch (process) {
      case CONFIG_API -> api.start();
      case AGENT_GATEWAY -> gateway.start();
      case BROKER -> broker.restart();
      case POSTGRES -> postgres.restart();
    }
  }

  @Override
  public void wipeBroker() {
    broker.wipe();
  }

  @Override
  public void awaitHealthy() {
    await("api is ready").atMost(HEALTHY).pollInterval(POLL).until(api::isReady);
    await("gateway is ready").atMost(HEALTHY).pollInterval(POLL).until(gateway::isReady);
  }

  @Override
  public double sessionsOpen() {
    return Prometheus.sum(gateway.metrics(), "fairlead_gateway_sessions");
  }

  @Override
  public void close() {
    gateway.stop();
    api.stop();
    broker.close();
    postgres.close();
  }
}
