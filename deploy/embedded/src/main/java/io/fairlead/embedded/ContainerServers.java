package io.fairlead.embedded;

import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/// Containers of the same versions; Testcontainers removes them when this JVM is gone.
record ContainerServers() implements Servers {
  private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.1.2");
  private static final DockerImageName POSTGRES = DockerImageName.parse("postgres:17.6");

  @Override
  @SuppressWarnings("resource") // lives as long as this JVM
  public Database startPostgres() {
    var container = new PostgreSQLContainer(POSTGRES);
    container.start();
    return new Database(
        container.getHost(),
        container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
        container.getDatabaseName(),
        container.getUsername(),
        container.getPassword());
  }

  @Override
  @SuppressWarnings("resource") // lives as long as this JVM
  public String startBroker() {
    var container =
        new KafkaContainer(KAFKA)
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
    container.start();
    return container.getBootstrapServers();
  }
}
