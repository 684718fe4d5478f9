package io.fairlead.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TransactionsTest {
  @Test
  void tellsWhatCameBeyondTheUsualRate() {
    // Given
    var first = new Transactions.Count(1_000, 0);
    var second = new Transactions.Count(1_200, Duration.ofSeconds(10).toNanos());
    var third = new Transactions.Count(1_450, Duration.ofSeconds(20).toNanos());
    // When
    double beyond = third.beyond(second.perSecondSince(first), second);
    // Then
    assertThat(beyond).isEqualTo(50);
  }
}
