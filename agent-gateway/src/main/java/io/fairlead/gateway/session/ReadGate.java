package io.fairlead.gateway.session;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// Stops reading a connection that sends faster than can be handled. It is not closed: what it
/// sends waits in its own socket.
final class ReadGate {
  private static final Duration WINDOW = Duration.ofSeconds(1);

  enum Reason {
    /// Kafka has yet to confirm as many reports as may be under way.
    REPORTS,
    /// As many frames as may be in a second.
    RATE
  }

  private final Transport transport;
  private final SessionLoop loop;
  private final int framesPerSecond;
  private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
  private long windowStart;
  private int inWindow;

  ReadGate(Transport transport, SessionLoop loop, int framesPerSecond) {
    this.transport = transport;
    this.loop = loop;
    this.framesPerSecond = framesPerSecond;
  }

  boolean isShut() {
    return !reasons.isEmpty();
  }

  void shut(Reason reason) {
    if (reasons.isEmpty()) {
      transport.pauseReading();
    }
    reasons.add(reason);
  }

  void open(Reason reason) {
    if (reasons.remove(reason) && reasons.isEmpty()) {
      transport.resumeReading();
    }
  }

  /// Counts a frame; after too many of them in a second, reading waits for the next.
  void count() {
    long now = loop.nanoTime();
    if (inWindow == 0 || now - windowStart >= WINDOW.toNanos()) {
      windowStart = now;
      inWindow = 0;
    }
    inWindow++;
    if (inWindow == framesPerSecond) {
      shut(Reason.RATE);
      loop.after(WINDOW.minusNanos(now - windowStart), () -> open(Reason.RATE));
    }
  }
}
