package io.fairlead.engine.decision;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When all clusters have to be evaluated anew, and how far that got. Used by one thread.
public final class Sweep {
  private final SweepCursor cursor = new SweepCursor();
  private long seen = -1;
  private @Nullable Instant nextChange;
  private @Nullable Instant unsweptSince;
  private @Nullable Instant began;

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
    if (began == null) {
      began = now;
    }
    cursor.begin();
    return true;
  }

  /// Where it is.
  public SweepCursor cursor() {
    return cursor;
  }

  /// Notes that the round is over.
  ///
  /// @return when it began, also where it was begun anew since
  public Optional<Instant> over() {
    Optional<Instant> beginning = Optional.ofNullable(began);
    began = null;
    unsweptSince = null;
    return beginning;
  }

  /// Since when the oldest change waits to reach all clusters; null when none does.
  public @Nullable Instant unsweptSince() {
    return unsweptSince;
  }
}
