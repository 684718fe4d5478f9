package io.fairlead.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.event.SessionEvent;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.topic.Topic;
import io.fairlead.embedded.Broker;
import io.fairlead.streams.HubClients;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kafka is lost, and an empty one takes its place while gateways run on.
@Tag("process")
class EmptiedKafkaTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final ResourceId CLUSTER =
      ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "edge-1");

  @TempDir Path directory;

  @Test
  void gateways_that_were_there_before_and_one_that_starts_then_write_at_once() throws Exception {
    // Given
    try (var broker = Broker.start(Broker.Settings.forTests(directory))) {
      var kafka = new KafkaClients(new HubClients(broker.bootstrapServers()), PATIENCE);
      createTopics(kafka);
      try (HubWriter survivor =
              HubWriter.to(kafka, "survivor", Duration.ZERO, InstantSource.system());
          HubWriter newcomer =
              HubWriter.to(kafka, "newcomer", Duration.ZERO, InstantSource.system())) {
        survivor.start();
        open(survivor, PATIENCE);
        broker.wipe();
        createTopics(kafka);
        newcomer.start();

        // When
        long first = open(survivor, SOON);
        long second = open(newcomer, SOON);
        long third = open(survivor, SOON);

        // Then
        assertThat(List.of(first, second, third)).isSorted().doesNotHaveDuplicates();
      }
    }
  }

  private static void createTopics(KafkaClients kafka) throws Exception {
    try (var admin = kafka.hub().admin()) {
      admin
          .createTopics(List.of(new NewTopic(Topic.SESSIONS.topicName(), 1, (short) 1)))
          .all()
          .get();
    }
  }

  private static long open(HubWriter writer, Duration limit) throws Exception {
    var opened =
        new SessionEvent.Opened(
            CLUSTER,
            new UUID(1, 1),
            1,
            "gateway",
            new AgentDescription("0.1.0", null, null, null, null, null),
            Instant.EPOCH);
    return writer.opened(opened).toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
  }
}
