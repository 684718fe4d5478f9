package io.fairlead.session.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.CloseReason;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /// Always the longest delay of the window.
  private static final RandomGenerator HIGHEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return -1;
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  @Test
  void doublesItsWindowUpToTheLongest() {
    // Given
    BackOff backOff = new BackOff(SHORTEST, LONGEST, HIGHEST);
    // When
    var delays =
        java.util.stream.IntStream.range(0, 11)
            .mapToLong(attempt -> backOff.next(new Ending.Failed()).toSeconds())
            .toArray();
    // Then
    assertThat(delays).containsExactly(1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300);
  }

  @Property
  void neverWaitsLongerThanItsWindow(@ForAll long seed, @ForAll @IntRange(max = 40) int failures) {
    // Given
    BackOff backOff = new BackOff(SHORTEST, LONGEST, new Random(seed));
    for (int failure = 0; failure < failures; failure++) {
      backOff.next(new Ending.Failed());
    }
    // When
    Duration delay = backOff.next(new Ending.Failed());
    // Then
    assertThat(delay).isBetween(Duration.ZERO, LONGEST);
    assertThat(delay.toNanos())
        .isLessThanOrEqualTo((long) (SHORTEST.toNanos() * Math.pow(2, failures)));
  }

  @Test
  void beginsAnewOnlyAfterASessionStayedUp() {
    // Given
    BackOff backOff = new BackOff(SHORTEST, LONGEST, HIGHEST);
    backOff.next(new Ending.Failed());
    backOff.next(new Ending.Failed());
    // When
    backOff.settled();
    // Then
    assertThat(backOff.next(new Ending.Failed())).isEqualTo(SHORTEST);
  }

  @Test
  void goesToTheLongestWindowWhereSoonWillNotHelp() {
    // Given
    BackOff backOff = new BackOff(SHORTEST, LONGEST, HIGHEST);
    // When
    Duration delay = backOff.next(new Ending.Closed(new CloseReason(CloseCause.ClusterRemoved)));
    // Then
    assertThat(delay).isEqualTo(LONGEST);
  }

  @Test
  void S43_staysAwayLongerEachTimeATwinTakesOver() {
    // Given
    BackOff backOff = new BackOff(SHORTEST, LONGEST, HIGHEST);
    Ending replaced = new Ending.Closed(new CloseReason(CloseCause.Replaced));
    backOff.next(replaced);
    backOff.settled();
    // When
    Duration second = backOff.next(replaced);
    // Then
    assertThat(second).isEqualTo(Duration.ofSeconds(32));
  }

  @Test
  void takesACorrectedClockForOneQuickTry() {
    // Given
    BackOff backOff = new BackOff(SHORTEST, LONGEST, HIGHEST);
    Ending refused = new Ending.Refused(401, Optional.empty(), true);
    Duration first = backOff.next(refused);
    // When
    Duration second = backOff.next(refused);
    // Then
    assertThat(first).isEqualTo(SHORTEST);
    assertThat(second).isEqualTo(LONGEST);
  }

  @Test
  void boundsWhatAGatewayAsksFor() {
    // Given
    BackOff backOff = new BackOff(SHORTEST, LONGEST, HIGHEST);
    // When
    Duration delay =
        backOff.next(new Ending.Refused(503, Optional.of(Duration.ofDays(365)), false));
    // Then
    assertThat(delay).isLessThan(Duration.ofMinutes(70));
  }
}
