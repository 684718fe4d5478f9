package io.fairlead.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.topic.Topic;
import io.fairlead.embedded.Backing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A gateway that sleeps for longer than Kafka keeps the marks of deletions, such as a suspended
/// virtual machine.
@Tag("process")
class FrozenGatewayTest {
  @TempDir private Path directory;

  @Test
  void builds_its_table_anew_when_it_wakes_up() throws InterruptedException, ExecutionException {
    // Given
    Backing.shared().deleteAllTopics();
    var ahead = new AtomicReference<>(Duration.ZERO);
    try (var hub = new TestHub(Backing.shared().bootstrapServers());
        var agent = new TestAgent("edge-1")) {
      hub.createTopics();
      hub.cluster(agent.cluster, agent.uid, agent.publicKey());
      hub.put(agent.configuration("a"));
      try (var gateway =
          new TestGateway(
              "one",
              hub.bootstrapServers(),
              directory,
              settings -> settings,
              () -> Instant.now().plus(ahead.get()))) {
        gateway.awaitReady();
        double restored = gateway.gauge("fairlead.gateway.table.restored.records");

        // When
        ahead.set(Topic.TOMBSTONES_KEPT);

        // Then
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> gateway.gauge("fairlead.gateway.table.restored.records") == 2 * restored);
        gateway.awaitReady();
        assertThat(restored).isEqualTo(2);
      }
    }
  }
}
