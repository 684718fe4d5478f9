package io.fairlead.gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/// A loop and a clock that only move when told.
final class ManualLoop implements SessionLoop, InstantSource {
  private record Due(Instant at, Runnable task) {}

  private static final Instant START = Instant.parse("2026-11-22T14:00:00Z");

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final List<Due> timers = new ArrayList<>();
  private Instant now = START;
  private Duration clockIsAhead = Duration.ZERO;

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    var due = new Due(now.plus(delay), task);
    timers.add(due);
    return () -> timers.remove(due);
  }

  @Override
  public Instant instant() {
    return now.plus(clockIsAhead);
  }

  @Override
  public long nanoTime() {
    // Like the real one it may be negative.
    return Duration.between(START, now).toNanos() - Duration.ofMinutes(1).toNanos();
  }

  boolean hasTasks() {
    return !tasks.isEmpty();
  }

  void runOne() {
    tasks.remove().run();
  }

  void runAll() {
    while (hasTasks()) {
      runOne();
    }
  }

  /// Somebody sets the clock; time passes as before.
  void setClock(Duration by) {
    clockIsAhead = clockIsAhead.plus(by);
  }

  void advance(Duration by) {
    Instant target = now.plus(by);
    while (true) {
      var next =
          timers.stream()
              .filter(due -> !due.at().isAfter(target))
              .min(Comparator.comparing(Due::at));
      if (next.isEmpty()) {
        break;
      }
      timers.remove(next.get());
      now = next.get().at();
      next.get().task().run();
      runAll();
    }
    now = target;
  }
}
