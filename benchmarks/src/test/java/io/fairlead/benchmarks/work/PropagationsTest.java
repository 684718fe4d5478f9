package io.fairlead.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.benchmarks.fleet.Arrivals;
import io.fairlead.benchmarks.result.WallClock;
import io.fairlead.benchmarks.store.Deliveries;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PropagationsTest {
  private static final Percentage EXACT = Percentage.withPercentage(0.2);
  private static final long GENERATION = 7;
  private static final Instant CHANGED = Instant.parse("2026-11-30T10:00:00Z");
  private static final ResourceId ID =
      ResourceId.cluster("s", "propagate", "Microsoft.Kubernetes/connectedClusters", "c")
          .extension("Microsoft.KubernetesConfiguration/fluxConfigurations", "f");

  private final WallClock clock = new WallClock(0);
  private final Arrivals arrivals = new Arrivals();
  private final Propagations changes = new Propagations(clock, arrivals, 0);

  @Test
  void tellsTheLegsBeforeAndAfterTheGatewaysDelivery() {
    // Given
    sentAndStored(10, 19);
    // When
    changes.delivered(List.of(delivery(after(14), after(25))));
    // Then
    assertThat(changes.published().median()).isCloseTo(10, EXACT);
    assertThat(changes.handedOver().median()).isCloseTo(4, EXACT);
    assertThat(changes.taken().median()).isCloseTo(5, EXACT);
    assertThat(changes.stored().median()).isCloseTo(19, EXACT);
    assertThat(changes.acknowledged().median()).isCloseTo(25, EXACT);
  }

  @Test
  void anAcknowledgementIsNotTakenForADelivery() {
    // Given
    sentAndStored(10, 19);
    // When
    changes.delivered(List.of(delivery(after(25), after(25))));
    // Then
    assertThat(changes.handedOver().count()).isZero();
    assertThat(changes.taken().count()).isZero();
    assertThat(changes.stored().count()).isEqualTo(1);
    assertThat(changes.acknowledged().count()).isEqualTo(1);
  }

  @Test
  void anAgentThatSeemsToBeFasterThanTheGatewayTookNearlyNothing() {
    // Given
    sentAndStored(10, 13);
    // When
    changes.delivered(List.of(delivery(after(14), after(25))));
    // Then
    assertThat(changes.taken().median()).isCloseTo(0.001, EXACT);
  }

  @Test
  void aDeliveryThatIsNotKnownIsAFailure() {
    // Given
    sentAndStored(10, 19);
    // When, Then
    assertThatThrownBy(() -> changes.delivered(List.of(delivery(null, after(25)))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a time is missing");
  }

  /// @param sent milliseconds after the change
  /// @param stored as before
  private void sentAndStored(long sent, long stored) {
    changes.due(ID, 0, clock.nanos(CHANGED));
    changes.sent(GENERATION, clock.nanos(after(sent)));
    arrivals.stored(
        new ConfigurationVersion(ID, new UUID(0, 1), GENERATION), clock.nanos(after(stored)));
  }

  private static Deliveries.Delivery delivery(
      @Nullable Instant deliveredAt, Instant acknowledgedAt) {
    return new Deliveries.Delivery(
        ID.key(), GENERATION, CHANGED, deliveredAt, acknowledgedAt, after(40));
  }

  private static Instant after(long millis) {
    return CHANGED.plusMillis(millis);
  }
}
