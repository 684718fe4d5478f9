package io.fairlead.session.core;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.session.desired.DesiredState;
import io.fairlead.session.desired.FramePlanner;
import io.fairlead.session.desired.HeldConfiguration;
import io.fairlead.session.desired.HeldState;
import io.fairlead.session.desired.Plan;
import io.fairlead.session.desired.RemovalGuard;
import io.fairlead.session.desired.StateChange;
import io.fairlead.session.desired.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// An agent's side of the protocol as a state machine: each `on…` is an input, each [Action] given
/// to
/// the sink an output. Inputs that belong to another connection than the current one are ignored,
/// so
/// late answers do no harm. Confined to one thread at a time.
///
/// What a frame changes is stored before it is acknowledged, and acknowledged before the cluster's
/// side hears of it. What cannot be stored is refused with the reason, and the session left: the
/// next
/// one, after a back-off, offers it again.
public final class SessionCore {
  private static final CloseReason LEFT = new CloseReason(CloseCause.AgentLeft);
  private static final double EARLIEST_HEARTBEAT = 0.9;

  private final DesiredState state;
  private final FramePlanner planner;
  private final BackOff backOff;
  private final SessionTimes times;
  private final Supplier<AgentDescription> description;
  private final RandomGenerator random;
  private final Consumer<Action> sink;
  private final ClusterSide clusterSide;
  private final SessionCounters counters = new SessionCounters();
  private ConnectionState connection = new ConnectionState.Stopped();
  private long lastConnection;

  /// @param state loaded; used by nobody else
  /// @param sink takes the actions
  public SessionCore(
      DesiredState state,
      FramePlanner planner,
      BackOff backOff,
      SessionTimes times,
      Supplier<AgentDescription> description,
      RandomGenerator random,
      Consumer<Action> sink) {
    this.state = state;
    this.clusterSide = new ClusterSide(state);
    this.planner = planner;
    this.backOff = backOff;
    this.times = times;
    this.description = description;
    this.random = random;
    this.sink = sink;
  }

  /// Begins to connect. Ignored unless stopped or offline.
  public void onStart() {
    switch (connection) {
      case ConnectionState.Stopped(), ConnectionState.Offline() -> reconnectAfter(backOff.first());
      case ConnectionState.Disconnected(_),
          ConnectionState.Connecting(_),
          ConnectionState.AwaitingWelcome(_),
          ConnectionState.SendingInventory(_),
          ConnectionState.Synchronizing(_),
          ConnectionState.Live(_) -> {}
    }
  }

  /// Closes and stays away until [#onStart].
  public void onStop() {
    leave(new ConnectionState.Stopped());
  }

  /// Closes and stays away until [#onStart], while reports go on being kept.
  public void onOffline() {
    leave(new ConnectionState.Offline());
  }

  private void leave(ConnectionState next) {
    connection.current().ifPresent(open -> sink.accept(new Action.Close(open, LEFT)));
    connection = next;
  }

  /// A reminder.
  public void onTimer(SessionTimer timer) {
    switch (timer) {
      case SessionTimer.Reconnect(long next) -> {
        if (connection instanceof ConnectionState.Disconnected(long wanted) && wanted == next) {
          connection = new ConnectionState.Connecting(next);
          counters.attempted();
          sink.accept(new Action.Connect(next));
        }
      }
      case SessionTimer.WelcomeDue(long open) -> {
        if (connection instanceof ConnectionState.AwaitingWelcome(long waiting)
            && waiting == open) {
          lost(open, "no welcome");
        }
      }
      case SessionTimer.HeartbeatDue(long open) -> session(open).ifPresent(this::beat);
      case SessionTimer.Settled(long open) -> session(open).ifPresent(up -> backOff.settled());
      case SessionTimer.Unrivalled(long open) ->
          session(open).ifPresent(up -> backOff.unrivalled());
    }
  }

  private void beat(OpenSession session) {
    if (!session.pinged()) {
      lost(session.connection(), "nothing heard");
      return;
    }
    send(session.connection(), new AgentFrame.Heartbeat());
    sink.accept(new Action.Ping(session.connection()));
    remindOfHeartbeat(session, EARLIEST_HEARTBEAT + (1 - EARLIEST_HEARTBEAT) * random.nextDouble());
  }

  private void remindOfHeartbeat(OpenSession session, double share) {
    Duration after = Duration.ofMillis((long) (session.heartbeat().toMillis() * share));
    sink.accept(new Action.Remind(new SessionTimer.HeartbeatDue(session.connection()), after));
  }

  /// The connection is open.
  public void onConnected(long open) {
    if (connection instanceof ConnectionState.Connecting(long wanted) && wanted == open) {
      connection = new ConnectionState.AwaitingWelcome(open);
      send(open, new AgentFrame.Hello(held().epoch(), held().digest(), description.get()));
      sink.accept(new Action.Remind(new SessionTimer.WelcomeDue(open), times.welcome()));
    }
  }

  /// The connection could not be opened, broke, or was closed by the gateway.
  public void onEnded(long open, Ending ending) {
    if (isCurrent(open)) {
      counters.ended(ending);
      reconnectAfter(backOff.next(ending));
    }
  }

  /// Something went wrong on this side: an error in this program, or words that are none.
  public void onFault(long open, CloseReason reason) {
    if (isCurrent(open)) {
      sink.accept(new Action.Close(open, reason));
      onEnded(open, new Ending.Closed(reason));
    }
  }

  private void lost(long open, String why) {
    sink.accept(new Action.Close(open, new CloseReason(CloseCause.AgentLeft, null, why)));
    onEnded(open, new Ending.Closed(new CloseReason(CloseCause.ConnectionLost)));
  }

  private void violated(long open, String how) {
    onFault(open, new CloseReason(CloseCause.ProtocolViolation, null, how));
  }

  private void reconnectAfter(Duration delay) {
    lastConnection++;
    connection = new ConnectionState.Disconnected(lastConnection);
    sink.accept(new Action.Remind(new SessionTimer.Reconnect(lastConnection), delay));
  }

  /// A pong, or anything else that shows that the gateway is there.
  public void onHeard(long open) {
    session(open).ifPresent(OpenSession::heard);
  }

  /// A frame of that many bytes of UTF-8.
  public void onFrame(long open, GatewayFrame frame, int bytes) {
    if (!isCurrent(open)) {
      return;
    }
    if (frame instanceof GatewayFrame.Welcome) {
      counters.welcomed();
    }
    counters.received(frame, bytes);
    onHeard(open);
    try {
      switch (frame) {
        case GatewayFrame.Welcome welcome -> onWelcome(open, welcome);
        case GatewayFrame.Changes changes -> onChanges(open, changes);
        case GatewayFrame.Synchronized ignored -> onSynchronized(open);
        case GatewayFrame.Received(long number) -> onReceived(open, number);
      }
    } catch (StoreException e) {
      lost(open, "not stored");
    }
  }

  private void onWelcome(long open, GatewayFrame.Welcome welcome) {
    if (!(connection instanceof ConnectionState.AwaitingWelcome)
        || welcome.heartbeatSeconds() < 1
        || welcome.epoch() < 1) {
      violated(open, "welcome not expected so");
      return;
    }
    boolean otherEpoch = welcome.epoch() != held().epoch() && held().epoch() != 0;
    OpenSession session = new OpenSession(open, welcome, otherEpoch, new ReportWindow(held()));
    state.commit(RemovalGuard.begin(held(), welcome.epoch()).changes());
    remindOfHeartbeat(session, random.nextDouble());
    sink.accept(new Action.Remind(new SessionTimer.Settled(open), times.settled()));
    sink.accept(new Action.Remind(new SessionTimer.Unrivalled(open), backOff.longest()));
    if (welcome.inSync()) {
      commit(RemovalGuard.agree(held(), welcome.epoch()));
      live(session);
    } else {
      session
          .inventory()
          .addAll(Chunks.all(held().held().stream().map(HeldConfiguration::version).toList()));
      connection = new ConnectionState.SendingInventory(session);
      sendInventory(session);
    }
  }

  /// A frame was written: the next part of an inventory may follow.
  public void onWritten(long open) {
    if (connection instanceof ConnectionState.SendingInventory(OpenSession session)
        && session.connection() == open) {
      sendInventory(session);
    }
  }

  private void sendInventory(OpenSession session) {
    List<ConfigurationVersion> part = session.inventory().removeFirst();
    boolean last = session.inventory().isEmpty();
    send(session.connection(), new AgentFrame.Inventory(part, last));
    if (last) {
      connection = new ConnectionState.Synchronizing(session);
      sendReports(session);
    }
  }

  private void onChanges(long open, GatewayFrame.Changes frame) {
    switch (connection) {
      case ConnectionState.Synchronizing(OpenSession session) -> take(session, frame, false);
      case ConnectionState.Live(OpenSession session) -> take(session, frame, true);
      case ConnectionState.SendingInventory(_), ConnectionState.AwaitingWelcome(_) ->
          violated(open, "changes early");
      case ConnectionState.Stopped(),
          ConnectionState.Offline(),
          ConnectionState.Disconnected(_),
          ConnectionState.Connecting(_) -> {}
    }
  }

  private void take(OpenSession session, GatewayFrame.Changes frame, boolean live) {
    if (!session.isNext(frame)) {
      violated(session.connection(), "nonce or epoch of changes");
      return;
    }
    session.took(frame);
    int withheldBefore = held().withheld().size();
    Plan plan = planner.plan(held(), frame);
    try {
      state.commit(plan.changes());
    } catch (StoreException e) {
      counters.notStored();
      send(session.connection(), Acknowledgements.refusingAll(frame, e));
      throw e;
    }
    send(session.connection(), Acknowledgements.of(frame.nonce(), plan.refused()));
    tell(plan);
    if (live && held().withheld().size() != withheldBefore) {
      commit(RemovalGuard.judge(held(), session.epoch(), session.named()));
    }
    sendReports(session);
  }

  private void onSynchronized(long open) {
    switch (connection) {
      case ConnectionState.Synchronizing(OpenSession session) -> {
        commit(RemovalGuard.judge(held(), session.epoch(), session.named()));
        live(session);
      }
      case ConnectionState.Live(_),
          ConnectionState.SendingInventory(_),
          ConnectionState.AwaitingWelcome(_) ->
          violated(open, "synchronized not expected");
      case ConnectionState.Stopped(),
          ConnectionState.Offline(),
          ConnectionState.Disconnected(_),
          ConnectionState.Connecting(_) -> {}
    }
  }

  private void live(OpenSession session) {
    connection = new ConnectionState.Live(session);
    sendReports(session);
    if (session.otherEpoch()) {
      sink.accept(new Action.AskForReports());
    }
  }

  private void onReceived(long open, long number) {
    Optional<OpenSession> session = session(open);
    if (session.isEmpty() || !session.get().reports().hasSent(number)) {
      violated(open, "received what was not sent");
      return;
    }
    List<StateChange> forget = session.get().reports().received(number, held());
    if (!forget.isEmpty()) {
      state.note(forget);
    }
    sendReports(session.get());
  }

  /// Statuses from the cluster's side: what comes together is sent together.
  public void onReports(List<ConfigurationStatus> statuses) {
    if (clusterSide.reported(statuses)) {
      reporting().ifPresent(this::sendReports);
    }
  }

  /// The cluster's side has cleaned up what was being deleted.
  public void onCleanedUp(ConfigurationVersion version) {
    Optional<ConfigurationVersion> cleaned = clusterSide.cleanedUp(version);
    Optional<OpenSession> session = reporting();
    if (cleaned.isPresent() && session.isPresent()) {
      session.get().reports().confirm(cleaned.get());
      sendReports(session.get());
    }
  }

  /// An operator confirms the removals held back in that epoch.
  ///
  /// @throws StoreException when that could not be stored; then nothing was done
  public RemovalsConfirmation onConfirmRemovals(long epoch) {
    RemovalsConfirmation confirmation = clusterSide.confirmation(epoch);
    if (confirmation instanceof RemovalsConfirmation.CarriedOut) {
      commit(RemovalGuard.confirm(held(), epoch));
      reporting().ifPresent(this::sendReports);
    }
    return confirmation;
  }

  private HeldState held() {
    return state.held();
  }

  private void commit(Plan plan) {
    state.commit(plan.changes());
    tell(plan);
  }

  private void tell(Plan plan) {
    if (!plan.notices().isEmpty()) {
      sink.accept(new Action.Tell(plan.notices()));
    }
  }

  private void sendReports(OpenSession session) {
    session.reports().next(held()).forEach(frame -> send(session.connection(), frame));
  }

  private void send(long open, AgentFrame frame) {
    sink.accept(new Action.Send(open, frame));
  }

  private boolean isCurrent(long open) {
    return connection.current().filter(number -> number == open).isPresent();
  }

  private Optional<OpenSession> session(long open) {
    return connection.welcomed().filter(session -> session.connection() == open);
  }

  /// The session, once its inventory is sent: until then reports wait.
  private Optional<OpenSession> reporting() {
    return connection.welcomed().filter(session -> session.inventory().isEmpty());
  }

  /// How it fares.
  public SessionSnapshot snapshot() {
    return counters.snapshot(
        connection.phase(),
        connection.welcomed().map(OpenSession::number).orElse(-1L),
        held(),
        held().doubt().filter(StateChange.Doubt::tripped).map(StateChange.Doubt::epoch).orElse(0L));
  }

  /// The connection that is open or being opened; empty while there is none.
  public Optional<Long> connection() {
    return connection.current();
  }
}
