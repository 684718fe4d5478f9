package io.fairlead.gateway.session;

import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.CloseReason;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/// What a session asks of the table. Answers come on the session's loop; one that fails ends the
/// session.
final class TableReads {
  /// Agents whose reads failed come back within this time, so that not all do at once.
  private static final long COME_BACK_MILLIS = 5_000;

  private final SessionSubject subject;
  private final SessionPorts ports;
  private final Listener listener;

  /// Who works on the answers, on the session's loop.
  interface Listener {
    /// Works on an answer, unless the session is over.
    void onRead(Runnable then);

    void onNotRead(CloseReason reason);
  }

  TableReads(SessionSubject subject, SessionPorts ports, Listener listener) {
    this.subject = subject;
    this.ports = ports;
    this.listener = listener;
  }

  /// Waits until the table includes all that is committed now.
  void upToDate(Runnable then) {
    answer(ports.table().upToDate(subject.cluster()), _ -> then.run());
  }

  void snapshot(Consumer<DesiredState.Snapshot> then) {
    answer(ports.table().snapshot(subject.cluster(), subject.epoch()), then);
  }

  void states(List<String> keys, int maxBytes, Consumer<DesiredState.Batch> then) {
    answer(ports.table().read(keys, maxBytes, subject.epoch()), then);
  }

  private <T> void answer(CompletionStage<T> read, Consumer<T> then) {
    var _ =
        read.whenComplete(
            (value, failure) ->
                ports
                    .loop()
                    .execute(
                        () -> {
                          if (failure == null) {
                            listener.onRead(() -> then.accept(value));
                          } else {
                            listener.onNotRead(reason(failure));
                          }
                        }));
  }

  private static CloseReason reason(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return new CloseReason(
        cause instanceof EpochMovedException ? CloseCause.EpochChanged : CloseCause.ComeBackLater,
        ThreadLocalRandom.current().nextLong(COME_BACK_MILLIS),
        null);
  }
}
