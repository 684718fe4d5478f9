package io.fairlead.gateway.session;

import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.json.UnreadableJsonException;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.contract.protocol.FrameCodec;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.ProtocolLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gateway's side of one agent's session. [SessionState] draws it.
///
/// Everything but [#loop()], [#subject()] and [#oldestChange()] must be called on the session's
/// loop.
public final class Session {
  private static final Logger LOGGER = LoggerFactory.getLogger(Session.class);

  private final SessionSubject subject;
  private final SessionPolicy policy;
  private final SessionPorts ports;
  private final Presence presence;
  private final TableReads table;
  private final Outbound outbound;
  private final ReadGate gate;
  private final Reports reports;
  private final Deadlines deadlines;

  private SessionState state = new SessionState.AwaitingHello();
  private boolean confirming;
  private volatile @Nullable Instant oldestChange;

  public Session(SessionSubject subject, SessionPolicy policy, SessionPorts ports) {
    this.subject = subject;
    this.policy = policy;
    this.ports = ports;
    this.gate = new ReadGate(ports.transport(), ports.loop(), policy.framesPerSecond());
    this.reports =
        new Reports(
            subject,
            ports,
            gate,
            policy.reportsInFlight(),
            new Reports.Listener() {
              @Override
              public void onStored() {
                guarded(Session.this::tellStored);
              }

              @Override
              public void onNotStored(Throwable cause) {
                close(new CloseReason(CloseCause.HubUnavailable));
              }
            });
    this.deadlines = new Deadlines(ports.loop(), this::onDeadline);
    this.presence =
        new Presence(
            subject,
            ports,
            new Presence.Listener() {
              @Override
              public void onNumber(long number) {
                guarded(() -> Session.this.onNumber(number));
              }

              @Override
              public void onNoNumber() {
                close(new CloseReason(CloseCause.HubUnavailable));
              }
            });
    this.table =
        new TableReads(
            subject,
            ports,
            new TableReads.Listener() {
              @Override
              public void onRead(Runnable then) {
                guarded(then);
              }

              @Override
              public void onNotRead(CloseReason reason) {
                close(reason);
              }
            });
    this.outbound =
        new Outbound(
            ports,
            table,
            deadlines,
            policy.slowReader(),
            subject.epoch(),
            versions -> reports.send(new ReportBody.Delivered(List.copyOf(versions))));
  }

  /// Where the session's inputs are to be called.
  public SessionLoop loop() {
    return ports.loop();
  }

  public SessionSubject subject() {
    return subject;
  }

  /// Since when the oldest change waits that the agent has not acknowledged; null when none waits.
  public @Nullable Instant oldestChange() {
    return oldestChange;
  }

  /// The connection is there.
  public void onOpen() {
    deadlines.set(Deadlines.Kind.HELLO, policy.hello());
    deadlines.set(Deadlines.Kind.HEARTBEAT, policy.silence());
  }

  /// The agent sent a text message.
  public void onText(String text) {
    guarded(
        () -> {
          int bytes = text.getBytes(StandardCharsets.UTF_8).length;
          if (bytes > ProtocolLimits.MAX_FRAME_BYTES) {
            close(new CloseReason(CloseCause.FrameTooLarge, null, bytes + " bytes"));
            return;
          }
          AgentFrame frame = read(text);
          ports.observer().received(frame.getClass(), bytes);
          deadlines.set(Deadlines.Kind.HEARTBEAT, policy.silence());
          gate.count();
          onFrame(frame, bytes);
        });
  }

  private static AgentFrame read(String text) {
    try {
      return FrameCodec.readAgentFrame(text);
    } catch (UnreadableJsonException e) {
      throw new ProtocolViolationException(String.valueOf(e.getMessage()));
    }
  }

  /// The agent sent a binary message, which the protocol does not have.
  public void onBinary() {
    guarded(
        () -> {
          throw new ProtocolViolationException("frames are text messages");
        });
  }

  /// The connection takes more data again.
  public void onWritable() {
    guarded(
        () -> {
          outbound.onWritable();
          tellStored();
          pump();
        });
  }

  /// Desired state of the cluster changed under these keys.
  public void onChanged(Collection<String> keys) {
    guarded(
        () -> {
          // Until the hello there is nothing to compare with: the snapshot taken later has it all.
          if (!(state instanceof SessionState.AwaitingHello)) {
            outbound.mark(keys);
            pump();
          }
        });
  }

  /// The connection ended, by the agent or by itself.
  ///
  /// @param code the WebSocket close code
  public void onPeerClosed(int code) {
    CloseCause cause =
        switch (code) {
          case 1000, 1001 -> CloseCause.AgentLeft;
          default ->
              CloseCause.ofCode(code)
                  .filter(
                      said ->
                          said == CloseCause.ProtocolViolation || said == CloseCause.FrameTooLarge)
                  .orElse(CloseCause.ConnectionLost);
        };
    close(new CloseReason(cause));
  }

  /// Ends the session. The first call counts.
  public void close(CloseReason reason) {
    if (state instanceof SessionState.Closing) {
      return;
    }
    move(new SessionState.Closing(reason.cause()));
    deadlines.clearAll();
    oldestChange = null;
    presence.close(reason.cause());
    ports.transport().close(reason);
    ports.observer().closed(reason.cause());
    // Last: a drain goes on once nobody is left.
    ports.directory().remove(this);
  }

  private void onFrame(AgentFrame frame, int bytes) {
    boolean welcomed =
        !(state instanceof SessionState.AwaitingHello || state instanceof SessionState.Opening);
    if (!welcomed && !(frame instanceof AgentFrame.Hello)) {
      throw new ProtocolViolationException("an agent awaits its welcome before it says more");
    }
    switch (frame) {
      case AgentFrame.Hello hello -> onHello(hello);
      case AgentFrame.Inventory part -> onInventory(part);
      case AgentFrame.Acknowledge acknowledge -> onAcknowledge(acknowledge);
      case AgentFrame.Statuses statuses -> reports.accept(statuses, bytes);
      case AgentFrame.Removed removed -> reports.accept(removed);
      case AgentFrame.RemovalsHeld held -> reports.accept(held);
      case AgentFrame.Heartbeat _ -> reports.send(new ReportBody.Heartbeat());
    }
  }

  private void onHello(AgentFrame.Hello hello) {
    if (!(state instanceof SessionState.AwaitingHello)) {
      throw new ProtocolViolationException("hello is sent once");
    }
    deadlines.clear(Deadlines.Kind.HELLO);
    move(new SessionState.Opening(hello));
    presence.open(hello.agent());
  }

  private void onNumber(long number) {
    reports.begin(number);
    if (ports.directory().numbered(this, number)) {
      compareDigests();
    } else {
      close(new CloseReason(CloseCause.Replaced));
    }
  }

  private void compareDigests() {
    if (!(state instanceof SessionState.Opening(AgentFrame.Hello hello))) {
      return;
    }
    if (hello.epoch() > subject.epoch()) {
      // The hub has fallen back, or this gateway: in that case the table is about to say so.
      table.upToDate(() -> table.snapshot(this::onOpeningSnapshot));
    } else {
      table.snapshot(this::onOpeningSnapshot);
    }
  }

  private void onOpeningSnapshot(DesiredState.Snapshot snapshot) {
    if (!(state instanceof SessionState.Opening(AgentFrame.Hello hello))) {
      return;
    }
    boolean inSync = snapshot.digest().equals(hello.held());
    outbound.send(
        new GatewayFrame.Welcome(
            presence.number(), subject.epoch(), inSync, (int) policy.heartbeat().toSeconds()));
    if (inSync) {
      move(new SessionState.Live());
      reports.sendHeld(snapshot.versions().values(), true);
      pump();
    } else {
      move(new SessionState.AwaitingInventory(new Inventory(subject.cluster())));
      deadlines.set(Deadlines.Kind.INVENTORY, policy.inventory());
    }
  }

  private void onInventory(AgentFrame.Inventory part) {
    if (!(state instanceof SessionState.AwaitingInventory(Inventory inventory))) {
      throw new ProtocolViolationException("inventory was not asked for");
    }
    inventory.add(part.held());
    if (part.last()) {
      deadlines.clear(Deadlines.Kind.INVENTORY);
      move(new SessionState.Comparing(inventory));
      table.upToDate(
          () -> {
            // What was marked by now is in the table, and compared with all the rest.
            outbound.forget();
            table.snapshot(this::onComparison);
          });
    } else if (!part.held().isEmpty()) {
      deadlines.set(Deadlines.Kind.INVENTORY, policy.inventory());
    }
  }

  private void onComparison(DesiredState.Snapshot snapshot) {
    if (state instanceof SessionState.Comparing(Inventory inventory)) {
      outbound.mark(inventory.differences(snapshot));
      move(new SessionState.Synchronizing());
      List<ConfigurationVersion> matching = inventory.matching(snapshot);
      if (!matching.isEmpty()) {
        reports.sendHeld(matching, false);
      }
      pump();
    }
  }

  private void onAcknowledge(AgentFrame.Acknowledge acknowledge) {
    Deliveries.Answer answer = outbound.acknowledged(acknowledge.nonce(), acknowledge.refused());
    if (!answer.stored().isEmpty() || !answer.refused().isEmpty()) {
      reports.send(new ReportBody.Acknowledged(answer.stored(), answer.refused()));
    }
    pump();
  }

  private void pump() {
    switch (state) {
      case SessionState.Live _ -> outbound.pump();
      case SessionState.Synchronizing _ -> {
        outbound.pump();
        if (outbound.isIdle() && !confirming) {
          confirming = true;
          table.snapshot(this::onClosingSnapshot);
        }
      }
      case SessionState.AwaitingHello _,
          SessionState.Opening _,
          SessionState.AwaitingInventory _,
          SessionState.Comparing _,
          SessionState.Closing _ -> {}
    }
  }

  /// The opening's differences are all acknowledged; by now the table may be ahead of them again.
  private void onClosingSnapshot(DesiredState.Snapshot snapshot) {
    confirming = false;
    if (outbound.isIdle()) {
      move(new SessionState.Live());
      outbound.send(new GatewayFrame.Synchronized(snapshot.digest()));
    }
    pump();
  }

  private void tellStored() {
    if (!ports.transport().isFull()) {
      reports.untold().ifPresent(stored -> outbound.send(new GatewayFrame.Received(stored)));
    }
  }

  private void onDeadline(Deadlines.Kind kind) {
    switch (kind) {
      // What is late is slow, and comes back soon: it has broken no rule.
      case HELLO -> close(unheard("hello", policy.hello()));
      case WRITE -> close(new CloseReason(CloseCause.SlowReader));
      // Nothing can be heard while reading is stopped on this side.
      case INVENTORY -> closeUnlessShut(kind, unheard("part of the inventory", policy.inventory()));
      case HEARTBEAT -> closeUnlessShut(kind, new CloseReason(CloseCause.HeartbeatMissed));
      case ACKNOWLEDGE -> closeUnlessShut(kind, new CloseReason(CloseCause.SlowReader));
    }
  }

  private void closeUnlessShut(Deadlines.Kind kind, CloseReason reason) {
    if (gate.isShut()) {
      deadlines.set(kind, policy.heartbeat());
    } else {
      close(reason);
    }
  }

  private static CloseReason unheard(String what, Duration limit) {
    String detail = "no %s within %d s".formatted(what, limit.toSeconds());
    return new CloseReason(CloseCause.HeartbeatMissed, null, detail);
  }

  /// Runs an input: not once the session is over, and without letting a fault of one session out.
  private void guarded(Runnable input) {
    if (state instanceof SessionState.Closing) {
      return;
    }
    try {
      input.run();
    } catch (ProtocolViolationException e) {
      close(new CloseReason(CloseCause.ProtocolViolation, null, e.getMessage()));
    } catch (RuntimeException e) {
      LOGGER.error("session failed cluster={} session={}", subject.cluster(), presence.number(), e);
      close(new CloseReason(CloseCause.InternalError));
    }
    oldestChange =
        state instanceof SessionState.Closing ? null : outbound.oldestChange().orElse(null);
  }

  private void move(SessionState next) {
    ports.observer().moved(state.phase(), next.phase());
    state = next;
  }
}
