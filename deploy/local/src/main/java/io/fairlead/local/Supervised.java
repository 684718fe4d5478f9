package io.fairlead.local;

import io.fairlead.embedded.StartException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps one part running: starts it again when it dies, until it is told to stop or it dies too
/// often. Thread-safe.
final class Supervised {
  private static final Duration INTERRUPTED_START = Duration.ofSeconds(2);

  private final Part part;
  private final Progress progress;
  private final InstantSource clock;
  private final Consumer<String> giveUp;
  private volatile boolean serving;
  private @Nullable Watch watch;

  /// One period of supervision, from [#begin()] to [#end(Duration)].
  private record Watch(CountDownLatch ended, Thread thread) {}

  /// @param giveUp told the reason, one line, when the part died too often
  Supervised(Part part, Progress progress, InstantSource clock, Consumer<String> giveUp) {
    this.part = part;
    this.progress = progress;
    this.clock = clock;
    this.giveUp = giveUp;
  }

  Part part() {
    return part;
  }

  /// Whether it served when last looked at and still runs.
  boolean isServing() {
    return serving && part.isAlive();
  }

  /// Starts the part, returns when it serves, and looks after it from then on.
  ///
  /// @throws StartException when it does not come up; nothing is then left running
  void begin() {
    startPart("ready");
    var ended = new CountDownLatch(1);
    Thread thread = Thread.ofVirtual().name("watch-" + part.name()).unstarted(() -> look(ended));
    synchronized (this) {
      watch = new Watch(ended, thread);
    }
    thread.start();
  }

  /// Ends the supervision and the part.
  void end(Duration grace) throws InterruptedException {
    Watch last;
    synchronized (this) {
      last = watch;
      watch = null;
    }
    if (last != null) {
      last.ended().countDown();
      last.thread().interrupt();
      // A restart under way is given up first, so that it cannot outlive the stop.
      last.thread().join(INTERRUPTED_START);
    }
    serving = false;
    part.stop(grace);
  }

  /// Kills the part as `kill -9` does; supervision then brings it back.
  void kill() {
    serving = false;
    part.kill();
  }

  private void look(CountDownLatch ended) {
    var restarts = new Restarts(clock);
    try {
      while (ended.getCount() > 0) {
        int code = part.onExit().get();
        serving = false;
        if (ended.getCount() > 0) {
          revive(restarts, ended, code);
        }
      }
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RuntimeException e) {
      // Nobody looks after it from here on, which must not go unsaid.
      ended.countDown();
      giveUp.accept(part.name() + " cannot be watched: " + e);
    }
  }

  private void revive(Restarts restarts, CountDownLatch ended, int code)
      throws InterruptedException {
    var pause = restarts.next();
    if (pause.isEmpty()) {
      ended.countDown();
      giveUp.accept(
          restarts
              .lastReason()
              .map(reason -> part.name() + " does not come back, giving up: " + reason)
              .orElse(part.name() + " keeps dying (exit code " + code + "), giving up"));
      return;
    }
    progress.say(part.name() + " died (exit code " + code + "), starting it again");
    if (ended.await(pause.get().toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
    try {
      startPart("is back");
      restarts.succeeded();
    } catch (StartException e) {
      restarts.failed(e.reason());
      if (ended.getCount() > 0) {
        progress.say(e.reason());
      }
    }
  }

  private void startPart(String outcome) {
    long start = System.nanoTime();
    part.start();
    serving = true;
    double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1_000.0;
    progress.say(
        String.format(Locale.ROOT, "%-14s %s after %.1f s", part.name(), outcome, seconds));
  }
}
