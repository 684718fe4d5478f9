package io.fairlead.gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A session's deadlines over one timer. Moving a deadline later costs nothing, which is what every
/// frame does to [Kind#HEARTBEAT].
final class Deadlines {
  enum Kind {
    HELLO,
    INVENTORY,
    HEARTBEAT,
    WRITE,
    ACKNOWLEDGE
  }

  private final SessionLoop loop;
  private final InstantSource clock;
  private final Consumer<Kind> onPassed;
  private final Map<Kind, Instant> deadlines = new EnumMap<>(Kind.class);
  private SessionLoop.@Nullable Timer timer;
  private Instant armedFor = Instant.MAX;

  Deadlines(SessionLoop loop, InstantSource clock, Consumer<Kind> onPassed) {
    this.loop = loop;
    this.clock = clock;
    this.onPassed = onPassed;
  }

  void set(Kind kind, Instant at) {
    deadlines.put(kind, at);
    if (at.isBefore(armedFor)) {
      arm(at);
    }
  }

  /// Sets it unless it is set already.
  void start(Kind kind, Instant at) {
    if (!deadlines.containsKey(kind)) {
      set(kind, at);
    }
  }

  void clear(Kind kind) {
    deadlines.remove(kind);
  }

  void clearAll() {
    deadlines.clear();
    disarm();
  }

  private void arm(Instant at) {
    disarm();
    armedFor = at;
    Duration delay = Duration.between(clock.instant(), at);
    timer = loop.after(delay.isPositive() ? delay : Duration.ZERO, this::onTimer);
  }

  private void disarm() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    armedFor = Instant.MAX;
  }

  private void onTimer() {
    timer = null;
    armedFor = Instant.MAX;
    Instant now = clock.instant();
    for (Kind kind : Kind.values()) {
      Instant at = deadlines.get(kind);
      if (at != null && !at.isAfter(now)) {
        deadlines.remove(kind);
        onPassed.accept(kind);
      }
    }
    deadlines.values().stream().min(Instant::compareTo).ifPresent(this::arm);
  }
}
