package io.fairlead.store.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClusterPaceTest {
  private static final int SECOND = ClusterPace.PER_SECOND;

  private final AtomicLong now = new AtomicLong(-42);
  private final ClusterPace pace = new ClusterPace(now::get);

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void aClusterHasManyAtOnceWithoutRest() {
    // When
    pace.count(Map.of("one", ClusterPace.AT_ONCE, "other", ClusterPace.AT_ONCE));

    // Then
    assertThat(pace.rest()).isZero();
  }

  @Test
  void whatOneHasMoreIsRestedFor() {
    // Given
    pace.count(Map.of("one", ClusterPace.AT_ONCE));

    // When
    pace.count(Map.of("one", 2 * SECOND, "other", 1));

    // Then
    assertThat(pace.rest()).isEqualTo(Duration.ofSeconds(2));
    pass(Duration.ofMillis(500));
    assertThat(pace.rest()).isEqualTo(Duration.ofMillis(1_500));
  }

  @Test
  void whoHasRestedHasManyAtOnceAgain() {
    // Given
    pace.count(Map.of("one", ClusterPace.AT_ONCE + SECOND));
    pass(Duration.ofNanos(TimeUnit.SECONDS.toNanos(ClusterPace.AT_ONCE + SECOND) / SECOND));

    // When
    pace.count(Map.of("one", ClusterPace.AT_ONCE));

    // Then
    assertThat(pace.rest()).isZero();
  }
}
