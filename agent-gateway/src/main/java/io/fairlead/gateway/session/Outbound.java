package io.fairlead.gateway.session;

import io.fairlead.contract.event.Refusal;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.protocol.FrameCodec;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.gateway.session.Deliveries.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What goes down to the agent: frames of changes, as fast as the window and the connection allow,
/// and single frames in between.
final class Outbound {
  /// Keys whose states are read at once.
  private static final int KEYS_AT_ONCE = 64;

  private final SessionPorts ports;
  private final TableReads table;
  private final Deadlines deadlines;
  private final Duration patience;
  private final long epoch;
  private final Listener listener;
  private final Deliveries deliveries = new Deliveries();
  private boolean reading;

  /// Who wants to know, on the session's loop.
  interface Listener {
    /// These were queued for writing.
    void onDelivered(Collection<ConfigurationVersion> versions);
  }

  Outbound(
      SessionPorts ports,
      TableReads table,
      Deadlines deadlines,
      Duration patience,
      long epoch,
      Listener listener) {
    this.ports = ports;
    this.table = table;
    this.deadlines = deadlines;
    this.patience = patience;
    this.epoch = epoch;
    this.listener = listener;
  }

  /// Queues keys whose state the agent may not have.
  void mark(Collection<String> keys) {
    deliveries.mark(keys, now());
  }

  /// Forgets what was queued: all of it is about to be compared.
  void forget() {
    deliveries.forget();
  }

  /// Whether nothing waits and all was acknowledged.
  boolean isIdle() {
    return !reading && deliveries.isIdle();
  }

  Optional<Instant> oldestChange() {
    return deliveries.oldestChange();
  }

  /// Sends what waits, as far as possible now.
  void pump() {
    if (reading || !deliveries.maySend() || ports.transport().isFull()) {
      return;
    }
    reading = true;
    List<Waiting> taken = deliveries.take(KEYS_AT_ONCE);
    table.states(
        taken.stream().map(Waiting::key).toList(),
        ProtocolLimits.MAX_FRAME_BYTES,
        batch -> onStates(taken, batch));
  }

  private void onStates(List<Waiting> taken, DesiredState.Batch batch) {
    reading = false;
    var frame = new ChangesBuilder();
    int added = 0;
    while (added < batch.states().size()
        && frame.add(taken.get(added), batch.states().get(added))) {
      added++;
    }
    deliveries.putBack(taken.subList(added, taken.size()));
    long nonce = deliveries.sent(frame.versions(), frame.since().orElseGet(this::now));
    send(frame.build(nonce, epoch));
    deadlines.start(Deadlines.Kind.ACKNOWLEDGE, patience);
    if (!frame.versions().isEmpty()) {
      listener.onDelivered(frame.versions().values());
    }
    pump();
  }

  /// Takes an acknowledgement. For those still to come, patience begins anew with each.
  ///
  /// @throws ProtocolViolationException when it answers no frame
  Deliveries.Answer acknowledged(long nonce, List<Refusal> refused) {
    Deliveries.Answer answer = deliveries.acknowledged(nonce, refused);
    if (deliveries.allAcknowledged()) {
      deadlines.clear(Deadlines.Kind.ACKNOWLEDGE);
    } else {
      deadlines.set(Deadlines.Kind.ACKNOWLEDGE, patience);
    }
    return answer;
  }

  /// The connection takes more data again.
  void onWritable() {
    deadlines.clear(Deadlines.Kind.WRITE);
  }

  /// Sends one frame now.
  void send(GatewayFrame frame) {
    String text = FrameCodec.write(frame);
    ports.transport().send(text);
    ports.observer().sent(frame.getClass(), text.getBytes(StandardCharsets.UTF_8).length);
    if (ports.transport().isFull()) {
      deadlines.start(Deadlines.Kind.WRITE, patience);
    }
  }

  private Instant now() {
    return ports.clock().instant();
  }
}
