package io.fairlead.gateway.session;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.event.SessionEvent;
import io.fairlead.contract.protocol.CloseCause;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Tells all gateways and the store that a session began, which numbers it, and that it ended.
final class Presence {
  /// No offset, and so no session's number.
  private static final long UNNUMBERED = -1;

  private final SessionSubject subject;
  private final SessionPorts ports;
  private final Listener listener;
  private @Nullable CompletableFuture<Long> opening;
  private @Nullable CloseCause closed;
  private long number = UNNUMBERED;

  /// Who wants to know, on the session's loop, unless the session has ended.
  interface Listener {
    void onNumber(long number);

    void onNoNumber();
  }

  Presence(SessionSubject subject, SessionPorts ports, Listener listener) {
    this.subject = subject;
    this.ports = ports;
    this.listener = listener;
  }

  /// The session's number; -1 before it has one.
  long number() {
    return number;
  }

  /// Asks for the session's number.
  void open(AgentDescription agent) {
    var opened =
        new SessionEvent.Opened(
            subject.cluster(),
            subject.clusterUid(),
            subject.epoch(),
            subject.gateway(),
            agent,
            ports.clock().instant());
    CompletableFuture<Long> asked = ports.uplink().opened(opened).toCompletableFuture();
    opening = asked;
    var _ =
        asked.whenComplete(
            (given, failure) -> ports.loop().execute(() -> onAnswer(given, failure)));
  }

  private void onAnswer(@Nullable Long given, @Nullable Throwable failure) {
    if (given == null || failure != null) {
      if (closed == null) {
        listener.onNoNumber();
      }
      return;
    }
    number = given;
    if (closed == null) {
      listener.onNumber(given);
    } else {
      tellClosed(closed);
    }
  }

  /// The session is over. To be called once. One that has no number yet is taken back: it must not
  /// replace one that begins after it.
  void close(CloseCause cause) {
    closed = cause;
    if (number != UNNUMBERED) {
      tellClosed(cause);
    } else if (opening != null) {
      opening.cancel(false);
    }
  }

  private void tellClosed(CloseCause cause) {
    ports
        .uplink()
        .closed(
            new SessionEvent.Closed(
                subject.cluster(),
                subject.clusterUid(),
                subject.epoch(),
                subject.gateway(),
                number,
                cause,
                ports.clock().instant()));
  }
}
