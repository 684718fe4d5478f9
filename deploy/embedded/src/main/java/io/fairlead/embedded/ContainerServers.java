package io.fairlead.embedded;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/// Containers of the same versions; Testcontainers removes them when this JVM is gone.
final class ContainerServers implements Servers {
  private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.1.2");
  private static final DockerImageName POSTGRES = DockerImageName.parse("postgres:17.6");

  private final Object postgresGuard = new Object();
  private final Object kafkaGuard = new Object();
  private @Nullable PostgreSQLContainer postgres;
  private @Nullable KafkaContainer kafka;

  @Override
  public Database newDatabase(String name) {
    synchronized (postgresGuard) {
      if (postgres == null) {
        var started = new PostgreSQLContainer(POSTGRES);
        started.start();
        postgres = started;
      }
      var maintenance = describe(postgres);
      try (var connection = maintenance.connect();
          var statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name);
      } catch (SQLException e) {
        throw new StartException("cannot create database " + name + ": " + e.getMessage(), e);
      }
      return maintenance.named(name);
    }
  }

  @Override
  public String bootstrapServers() {
    synchronized (kafkaGuard) {
      if (kafka == null) {
        var started =
            new KafkaContainer(KAFKA)
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
        started.start();
        kafka = started;
      }
      return kafka.getBootstrapServers();
    }
  }

  private static Database describe(PostgreSQLContainer container) {
    return new Database(
        container.getHost(),
        container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
        container.getDatabaseName(),
        container.getUsername(),
        container.getPassword());
  }
}
