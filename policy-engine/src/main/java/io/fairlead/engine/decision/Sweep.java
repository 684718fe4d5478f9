package io.fairlead.engine.decision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When all clusters have to be evaluated anew, and how far that got. Used by one thread.
public final class Sweep {
  private final SweepCursor cursor = new SweepCursor();
  private long seen = -1;
  private @Nullable Instant nextChange;
  private @Nullable Instant unsweptSince;

  /// Begins a round when these policies are others than before, or answer differently from now on.
  ///
  /// @return whether it did
  public boolean look(Policies.Snapshot newest, Instant now) {
    boolean isNew = newest.number() != seen;
    boolean isTime = nextChange != null && !nextChange.isAfter(now);
    if (!isNew && !isTime) {
      return false;
    }
    if (unsweptSince == null) {
      unsweptSince = isNew ? newest.changedAt() : now;
    }
    seen = newest.number();
    nextChange = newest.set().nextChangeAfter(now).orElse(null);
    cursor.begin();
    return true;
  }

  /// Where it is.
  public SweepCursor cursor() {
    return cursor;
  }

  /// Notes that the round is over.
  public void over() {
    unsweptSince = null;
  }

  /// Since when the oldest change waits to reach all clusters; null when none does.
  public @Nullable Instant unsweptSince() {
    return unsweptSince;
  }
}
