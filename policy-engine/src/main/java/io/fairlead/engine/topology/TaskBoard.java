package io.fairlead.engine.topology;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// How the tasks of this process get on. Thread-safe.
public final class TaskBoard {
  private final Map<Seat, Seat> seats = new ConcurrentHashMap<>();

  /// One task's place. Written by its thread.
  static final class Seat {
    private volatile boolean begun;
    private volatile int dirty;
    private volatile @Nullable Instant unsweptSince;

    /// The first sweep is under way, or done.
    void begun() {
      begun = true;
    }

    /// So many clusters wait to be evaluated.
    void dirty(int clusters) {
      dirty = clusters;
    }

    /// Since when the oldest change of policies waits to reach all clusters it concerns; null when
    /// none does.
    void unsweptSince(@Nullable Instant since) {
      unsweptSince = since;
    }
  }

  Seat take() {
    var seat = new Seat();
    seats.put(seat, seat);
    return seat;
  }

  void leave(Seat seat) {
    seats.remove(seat);
  }

  /// Whether every task that there is has begun to evaluate all of its clusters.
  public boolean allBegun() {
    return seats.keySet().stream().allMatch(seat -> seat.begun);
  }

  /// Tasks of this process.
  public int tasks() {
    return seats.size();
  }

  /// Clusters that wait to be evaluated.
  public int dirty() {
    return seats.keySet().stream().mapToInt(seat -> seat.dirty).sum();
  }

  /// Since when the oldest change of policies waits that has not reached all clusters here that it
  /// concerns.
  public Optional<Instant> unsweptSince() {
    return seats.keySet().stream()
        .map(seat -> seat.unsweptSince)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .min(Instant::compareTo);
  }
}
