package io.fairlead.store.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OldTransactionTest {
  private final AtomicLong now = new AtomicLong(-17);
  private final OldTransaction oldest = new OldTransaction(now::get);

  private static ChangedRows.Pending waitingFor(String transaction) {
    return new ChangedRows.Pending(transaction, List.of(), true);
  }

  private void pass() {
    now.addAndGet(OldTransaction.LONG.toNanos());
  }

  @Test
  void aTransactionForWhichOthersStillWaitLaterIsLong() {
    // Given
    assertThat(oldest.isLong(waitingFor("7"))).isFalse();
    pass();

    // When
    boolean isLong = oldest.isLong(waitingFor("7"));

    // Then
    assertThat(isLong).isTrue();
  }

  @Test
  void transactionsThatEndAndAreFollowedByOthersAreNot() {
    // Given
    assertThat(oldest.isLong(waitingFor("7"))).isFalse();
    pass();

    // When
    boolean isLong = oldest.isLong(waitingFor("8"));

    // Then
    assertThat(isLong).isFalse();
  }

  @Test
  void aTransactionForWhichNothingWaitsHasNoTimeToCount() {
    // Given
    assertThat(oldest.isLong(waitingFor("7"))).isFalse();
    pass();
    assertThat(oldest.isLong(new ChangedRows.Pending("7", List.of(), false))).isFalse();

    // When
    boolean isLong = oldest.isLong(waitingFor("7"));

    // Then
    assertThat(isLong).isFalse();
  }
}
