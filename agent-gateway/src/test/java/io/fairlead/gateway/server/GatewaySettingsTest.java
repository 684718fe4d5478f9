package io.fairlead.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fairlead.gateway.kafka.KafkaClients;
import io.fairlead.gateway.session.SessionPolicy;
import io.fairlead.gateway.table.TableKeeper;
import io.fairlead.streams.HubClients;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewaySettingsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1_000_001})
  void a_gateway_that_may_have_no_sessions_does_not_start(int maxSessions) {
    refused("max-sessions", () -> settings(maxSessions, 200, 400, PATIENCE));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void a_rate_that_lets_nobody_in_or_knows_no_bounds_is_refused(double perSecond) {
    refused("attempts-per-second", () -> settings(1, perSecond, 400, PATIENCE));
  }

  @Test
  void a_burst_of_none_is_refused() {
    refused("attempts-burst", () -> settings(1, 200, 0, PATIENCE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT-1S", "PT1H0.001S"})
  void a_patience_that_kafka_cannot_keep_is_refused(Duration patience) {
    refused("hub-patience", () -> settings(1, 200, 400, patience));
  }

  @Test
  void a_larger_heap_carries_more_sessions_and_the_smallest_carries_one() {
    assertThat(GatewaySettings.sessionsForHeap(0)).isEqualTo(1);
    assertThat(GatewaySettings.sessionsForHeap(1L << 30))
        .isGreaterThan(5_000)
        .isLessThan(GatewaySettings.sessionsForHeap(1L << 31));
    assertThat(GatewaySettings.sessionsForHeap(Long.MAX_VALUE)).isEqualTo(1_000_000);
  }

  private static void refused(
      String key, org.assertj.core.api.ThrowableAssert.ThrowingCallable settings) {
    assertThatIllegalArgumentException()
        .isThrownBy(settings)
        .withMessageContaining("fairlead.gateway." + key + " is ");
  }

  private static GatewaySettings settings(
      int maxSessions, double perSecond, int burst, Duration patience) {
    return new GatewaySettings(
        "one",
        new KafkaClients(new HubClients("127.0.0.1:1"), patience),
        new TableKeeper.Settings(Path.of("state"), Duration.ofSeconds(3), Duration.ofSeconds(5)),
        SessionPolicy.standard(),
        maxSessions,
        perSecond,
        burst,
        Duration.ofSeconds(4),
        Duration.ofSeconds(5));
  }
}
