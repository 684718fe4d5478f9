package io.fairlead.gateway.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.secret.SealedSetting;
import io.fairlead.contract.secret.SealedSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class SealedFollowerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = NOW.plus(Duration.ofDays(2));

  private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
  private final SealedMemory memory = new SealedMemory(1_000, 1_000);

  @Test
  void what_may_be_kept_no_longer_is_forgotten_also_while_kafka_is_away() {
    // Given
    memory.take(
        new SealedSettings(
            ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "ship")
                .extension("Microsoft.KubernetesConfiguration/fluxConfigurations", "a"),
            new UUID(1, 1),
            1,
            END,
            Map.of("httpsKey", new SealedSetting(7, "jwe"))),
        NOW);
    try (var follower =
        new SealedFollower(
            () -> {
              throw new KafkaException("away");
            },
            memory,
            _ -> {},
            clock::get)) {
      follower.start();
      assertThat(memory.size()).isPositive();

      // When
      clock.set(END);

      // Then
      await().atMost(Duration.ofSeconds(20)).until(() -> memory.size() == 0);
    }
  }
}
