package io.fairlead.store.postgres;

import java.util.concurrent.atomic.LongAdder;

/// Counts what was asked together. Thread-safe.
public final class GatheringStatus {
  private final LongAdder rounds = new LongAdder();
  private final LongAdder gathered = new LongAdder();
  private final LongAdder alone = new LongAdder();

  void began() {
    rounds.increment();
  }

  void answered(boolean inRound) {
    (inRound ? gathered : alone).increment();
  }

  /// Rounds that began.
  public long rounds() {
    return rounds.sum();
  }

  /// Questions that a round answered.
  public long gathered() {
    return gathered.sum();
  }

  /// Questions that were asked alone, since no round could answer them.
  public long alone() {
    return alone.sum();
  }
}
