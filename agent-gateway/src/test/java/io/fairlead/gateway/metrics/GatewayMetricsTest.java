package io.fairlead.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.topic.Topic;
import io.fairlead.gateway.admission.Attempt;
import io.fairlead.gateway.session.SessionState.Phase;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GatewayMetricsTest {
  private static final Instant NOW = Instant.EPOCH.plus(Duration.ofHours(1));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicReference<Optional<Instant>> oldest = new AtomicReference<>(Optional.empty());
  private final GatewayMetrics metrics =
      new GatewayMetrics(meters, InstantSource.fixed(NOW), oldest::get, () -> 3, () -> 5);

  @Test
  void the_oldest_unacknowledged_change_has_an_age_while_there_is_one() {
    // Given
    assertThat(gauge("fairlead.gateway.oldest.unacknowledged.change.seconds")).isZero();

    // When
    oldest.set(Optional.of(NOW.minusMillis(1_500)));

    // Then
    assertThat(gauge("fairlead.gateway.oldest.unacknowledged.change.seconds")).isEqualTo(1.5);
  }

  @Test
  void sessions_are_counted_by_state_until_they_close() {
    // Given
    metrics.opened();
    metrics.opened();
    metrics.moved(Phase.AwaitingHello, Phase.Opening);
    assertThat(sessions(Phase.AwaitingHello)).isEqualTo(1);
    assertThat(sessions(Phase.Opening)).isEqualTo(1);

    // When
    metrics.moved(Phase.AwaitingHello, Phase.Closing);
    metrics.moved(Phase.Opening, Phase.Closing);

    // Then
    assertThat(meters.get("fairlead.gateway.sessions").gauges())
        .allSatisfy(state -> assertThat(state.value()).isZero());
  }

  @Test
  void attempts_are_counted_by_outcome() {
    // When
    metrics.attempt(Attempt.TooManyAttempts);

    // Then
    for (Attempt outcome : Attempt.values()) {
      assertThat(
              meters
                  .get("fairlead.gateway.attempts")
                  .tag("outcome", outcome.name())
                  .counter()
                  .count())
          .isEqualTo(outcome == Attempt.TooManyAttempts ? 1 : 0);
    }
  }

  @Test
  void nothing_that_happens_adds_a_meter() {
    // Given
    List<Meter.Id> atStart = meters.getMeters().stream().map(Meter::getId).toList();

    // When
    metrics.opened();
    for (Phase from : Phase.values()) {
      for (Phase to : Phase.values()) {
        metrics.moved(from, to);
      }
    }
    for (Attempt outcome : Attempt.values()) {
      metrics.attempt(outcome);
    }
    for (CloseCause cause : CloseCause.values()) {
      metrics.closed(cause);
    }
    for (Topic topic : Topic.values()) {
      metrics.poison(topic.topicName());
    }
    metrics.received(AgentFrame.Heartbeat.class, 20);

    // Then
    assertThat(meters.getMeters().stream().map(Meter::getId))
        .containsExactlyInAnyOrderElementsOf(atStart);
  }

  private double sessions(Phase state) {
    return meters.get("fairlead.gateway.sessions").tag("state", state.name()).gauge().value();
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }
}
