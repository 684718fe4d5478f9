package io.fairlead.store.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
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
    assertThat(pace.resting()).isEmpty();
    assertThat(pace.rest("one")).isZero();
  }

  @Test
  void whatOneHasMoreItRestsForAlone() {
    // Given
    pace.count(Map.of("one", ClusterPace.AT_ONCE));

    // When
    pace.count(Map.of("one", ClusterPace.SLOWLY_PER_SECOND / 5, "other", 1));

    // Then
    assertThat(pace.rest("one")).isEqualTo(Duration.ofMillis(200));
    assertThat(pace.resting()).containsExactly("one");
    pass(Duration.ofMillis(150));
    assertThat(pace.rest("one")).isEqualTo(Duration.ofMillis(50));
  }

  @Test
  void afterASlowBeginningItIsFaster() {
    // Given
    pace.count(Map.of("one", ClusterPace.AT_ONCE));
    for (int part = 0; part < 4; part++) {
      pace.count(Map.of("one", ClusterPace.SLOWLY / 4));
      assertThat(pace.rest("one")).isEqualTo(Duration.ofSeconds(1));
      pass(Duration.ofSeconds(1));
    }

    // When
    pace.count(Map.of("one", SECOND));

    // Then
    assertThat(pace.rest("one")).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whoHasRestedHasManyAtOnceAgain() {
    // Given
    pace.count(Map.of("one", ClusterPace.AT_ONCE));
    pass(Duration.ofSeconds(1));

    // When
    pace.count(Map.of("one", ClusterPace.AT_ONCE));

    // Then
    assertThat(pace.rest("one")).isZero();
  }

  @Test
  void whoHadTooMuchForLongRestsNoLongerThanOthers() {
    // When
    for (int second = 0; second < 3600; second++) {
      pace.count(Map.of("one", 2 * SECOND));
      pass(Duration.ofSeconds(1));
    }
    pace.count(Map.of("one", 2 * SECOND));

    // Then
    assertThat(pace.rest("one")).isLessThan(Duration.ofMillis(1500));
  }
}
