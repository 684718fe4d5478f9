package io.fairlead.store.publish;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Tells a transaction that takes long from those that end at once, by whether it is still the
/// oldest at a later look. Used by one thread.
final class OldTransaction {
  /// A write's takes less.
  static final Duration LONG = Duration.ofMillis(5);

  private final LongSupplier nanoTime;
  private String oldest = "";
  private long since;

  /// @param nanoTime as [System#nanoTime()]
  OldTransaction(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// Whether changes wait for a transaction for which others waited before.
  boolean isLong(ChangedRows.Pending pending) {
    long now = nanoTime.getAsLong();
    if (!pending.heldBack() || !pending.before().equals(oldest)) {
      oldest = pending.heldBack() ? pending.before() : "";
      since = now;
    }
    return pending.heldBack() && now - since >= LONG.toNanos();
  }
}
