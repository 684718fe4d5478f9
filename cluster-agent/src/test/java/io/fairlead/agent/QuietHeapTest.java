package io.fairlead.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuietHeapTest {
  private static final long LIVE = 12L << 20;

  private long used = LIVE;
  private long live = LIVE;
  private int collections;

  private final QuietHeap heap = new QuietHeap(() -> used, () -> live, this::collect);

  private void collect() {
    collections++;
    used = LIVE;
    live = LIVE;
  }

  @Test
  void whatABurstLeftIsGivenBackOnceItIsQuiet() {
    // Given
    used = LIVE + QuietHeap.WORTH_IT;
    heap.look();
    // When
    heap.look();
    // Then
    assertThat(collections).isEqualTo(1);
    assertThat(used).isEqualTo(LIVE);
  }

  @Test
  void nothingIsCollectedWhileThereIsWork() {
    // When
    for (int look = 0; look < 20; look++) {
      used += QuietHeap.QUIET + 1;
      heap.look();
    }
    // Then
    assertThat(collections).isZero();
  }

  @Test
  void nothingIsCollectedForLittle() {
    // Given
    used = LIVE + QuietHeap.WORTH_IT - 1;
    heap.look();
    // When
    heap.look();
    // Then
    assertThat(collections).isZero();
  }

  @Test
  void whatIsNeededIsNotCollectedForAgainAndAgain() {
    // Given
    used = LIVE + QuietHeap.WORTH_IT;
    heap.look();
    heap.look();
    // When
    for (int look = 0; look < 20; look++) {
      heap.look();
    }
    // Then
    assertThat(collections).isEqualTo(1);
  }

  @Test
  void whatTheStartLeftIsGivenBackThoughNothingWasEverCollected() {
    // Given
    live = 0;
    heap.look();
    // When
    heap.look();
    // Then
    assertThat(collections).isEqualTo(1);
  }
}
