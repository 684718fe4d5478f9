package io.fairlead.gateway.session;

import java.time.Duration;
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
  private final Consumer<Kind> onPassed;

  /// When each passes, by the loop's time from [#origin] on, so that two of them can be compared.
  private final Map<Kind, Long> deadlines = new EnumMap<>(Kind.class);

  private final long origin;
  private SessionLoop.@Nullable Timer timer;
  private long armedFor = Long.MAX_VALUE;

  Deadlines(SessionLoop loop, Consumer<Kind> onPassed) {
    this.loop = loop;
    this.onPassed = onPassed;
    this.origin = loop.nanoTime();
  }

  void set(Kind kind, Duration in) {
    long at = now() + in.toNanos();
    deadlines.put(kind, at);
    if (at < armedFor) {
      arm(at);
    }
  }

  /// Sets it unless it is set already.
  void start(Kind kind, Duration in) {
    if (!deadlines.containsKey(kind)) {
      set(kind, in);
    }
  }

  void clear(Kind kind) {
    deadlines.remove(kind);
  }

  void clearAll() {
    deadlines.clear();
    disarm();
  }

  private void arm(long at) {
    disarm();
    armedFor = at;
    timer = loop.after(Duration.ofNanos(Math.max(0, at - now())), this::onTimer);
  }

  private void disarm() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    armedFor = Long.MAX_VALUE;
  }

  private void onTimer() {
    timer = null;
    armedFor = Long.MAX_VALUE;
    long now = now();
    for (Kind kind : Kind.values()) {
      Long at = deadlines.get(kind);
      if (at != null && at <= now) {
        deadlines.remove(kind);
        onPassed.accept(kind);
      }
    }
    deadlines.values().stream().min(Long::compareTo).ifPresent(this::arm);
  }

  private long now() {
    return loop.nanoTime() - origin;
  }
}
