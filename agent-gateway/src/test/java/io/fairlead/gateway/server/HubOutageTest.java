package io.fairlead.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.topic.Topic;
import io.fairlead.embedded.Broker;
import io.fairlead.gateway.kafka.KafkaClients;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kafka going away under a gateway.
@Tag("process")
class HubOutageTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void sessions_outlive_a_short_outage_and_lose_nothing()
      throws InterruptedException, ExecutionException {
    try (var broker = Broker.start(Broker.Settings.forTests(directory.resolve("kafka")));
        var hub = new TestHub(broker.bootstrapServers());
        var agent = new TestAgent("edge-1")) {
      // Given
      hub.createTopics();
      hub.cluster(agent.cluster, agent.uid, agent.publicKey());
      var version = hub.put(agent.configuration("a"));
      try (var gateway =
          new TestGateway(
              "one",
              broker.bootstrapServers(),
              directory.resolve("state"),
              settings -> patient(settings, Duration.ofSeconds(60)))) {
        gateway.awaitReady();
        var connection = agent.connect(gateway.port);
        await().atMost(SOON).until(() -> agent.held.containsValue(version));

        // When
        broker.kill();
        agent.say(connection.socket(), new AgentFrame.Statuses(1, List.of(status(version))));
        agent.say(connection.socket(), new AgentFrame.Heartbeat());
        broker.restart();

        // Then
        await().atMost(SOON).until(() -> agent.frames.contains(new GatewayFrame.Received(1)));
        var next = hub.put(agent.configuration("b"));
        await().atMost(SOON).until(() -> agent.held.containsValue(next));
        assertThat(connection.closed()).isNotDone();
        assertThat(hub.read(Topic.REPORTS, Report.class))
            .extracting(Report::body)
            .contains(new ReportBody.Statuses(List.of(status(version))));
      }
    }
  }

  @Test
  void an_outage_beyond_patience_ends_the_session_that_waits_and_not_the_gateway()
      throws InterruptedException, ExecutionException, TimeoutException {
    try (var broker = Broker.start(Broker.Settings.forTests(directory.resolve("kafka")));
        var hub = new TestHub(broker.bootstrapServers());
        var agent = new TestAgent("edge-1")) {
      // Given
      hub.createTopics();
      hub.cluster(agent.cluster, agent.uid, agent.publicKey());
      try (var gateway =
          new TestGateway(
              "one",
              broker.bootstrapServers(),
              directory.resolve("state"),
              settings -> patient(settings, Duration.ofSeconds(2)))) {
        gateway.awaitReady();
        var connection = agent.connect(gateway.port);
        await().atMost(SOON).until(() -> !agent.frames.isEmpty());

        // When
        broker.kill();
        agent.frames.clear();
        agent.say(connection.socket(), new AgentFrame.Heartbeat());

        // Then
        assertThat(connection.closed().get(SOON.toSeconds(), TimeUnit.SECONDS).cause())
            .isEqualTo(CloseCause.HubUnavailable);
        assertThat(gateway.gateway.isAlive()).isTrue();
        broker.restart();
        await()
            .atMost(SOON)
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () -> {
                  boolean welcomed =
                      agent.frames.stream().anyMatch(GatewayFrame.Welcome.class::isInstance);
                  if (!welcomed) {
                    agent.attempt(gateway.port);
                  }
                  return welcomed;
                });
      }
    }
  }

  @Test
  void a_gateway_waits_for_kafka_and_for_its_topics()
      throws InterruptedException, ExecutionException {
    try (var broker = Broker.start(Broker.Settings.forTests(directory.resolve("kafka")));
        var agent = new TestAgent("edge-1")) {
      // Given
      broker.stop();
      try (var gateway =
          new TestGateway("one", broker.bootstrapServers(), directory.resolve("state"))) {
        assertThat(agent.attempt(gateway.port))
            .isInstanceOfSatisfying(
                TestAgent.Outcome.Refused.class,
                refused -> assertThat(refused.code()).isEqualTo("NotReady"));
        assertThat(gateway.gateway.isAlive()).isTrue();

        // When
        broker.restart();
        try (var hub = new TestHub(broker.bootstrapServers())) {
          hub.createTopics();
          hub.publication(true);

          // Then
          gateway.awaitReady();
        }
      }
    }
  }

  private static GatewaySettings patient(GatewaySettings settings, Duration patience) {
    return new GatewaySettings(
        settings.id(),
        new KafkaClients(settings.kafka().hub(), patience),
        settings.table(),
        settings.sessions(),
        settings.maxSessions(),
        settings.perSecond(),
        settings.burst(),
        settings.drainLimit(),
        settings.drainSpread());
  }

  private static ConfigurationStatus status(ConfigurationVersion version) {
    return new ConfigurationStatus(
        version, Compliance.Compliant, null, Instant.EPOCH, null, null, null, null, null);
  }
}
