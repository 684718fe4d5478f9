package io.fairlead.session;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.session.core.Action;
import io.fairlead.session.core.BackOff;
import io.fairlead.session.core.Ending;
import io.fairlead.session.core.RemovalsConfirmation;
import io.fairlead.session.core.SessionCore;
import io.fairlead.session.core.SessionSnapshot;
import io.fairlead.session.desired.ConfigurationChange;
import io.fairlead.session.desired.ConfigurationChanges;
import io.fairlead.session.desired.DesiredState;
import io.fairlead.session.desired.DesiredStateStore;
import io.fairlead.session.desired.FramePlanner;
import io.fairlead.session.desired.HeldConfiguration;
import io.fairlead.session.desired.StoreException;
import io.fairlead.session.identity.AgentIdentity;
import io.fairlead.session.identity.AgentTokens;
import io.fairlead.session.identity.HubClock;
import io.fairlead.session.net.GatewayLink;
import io.fairlead.session.net.LinkEvents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A cluster's session with its hub: connects, and connects again, for as long as it is not
/// stopped.
///
/// Thread-safe. All work of one session happens in one order, on the environment's executor; the
/// cluster's side is called from there.
public final class AgentSession {
  private static final Logger LOG = Logger.getLogger(AgentSession.class);

  private final AgentSettings settings;
  private final AgentIdentity identity;
  private final DesiredStateStore store;
  private final ConfigurationChanges changes;
  private final Supplier<AgentDescription> description;
  private final AgentEnvironment environment;
  private final SerialLane lane;
  private final GatewayLink link;
  private final Map<String, ConfigurationStatus> reported = new LinkedHashMap<>();
  private volatile @Nullable SessionSnapshot snapshot;
  private @Nullable Running running;
  private volatile boolean over;

  /// What exists once the state is loaded. Belongs to the lane.
  private record Running(DesiredState state, SessionCore core) {}

  /// @param store belongs to the session from now on: it closes it
  /// @param changes the cluster's side
  /// @param description what the agent says of itself in each hello
  public AgentSession(
      AgentSettings settings,
      AgentIdentity identity,
      DesiredStateStore store,
      ConfigurationChanges changes,
      Supplier<AgentDescription> description,
      AgentEnvironment environment) {
    this.settings = settings;
    this.identity = identity;
    this.store = store;
    this.changes = changes;
    this.description = description;
    this.environment = environment;
    this.lane = new SerialLane(environment.executor());
    HubClock clock = new HubClock(environment.clock());
    this.link =
        new GatewayLink(
            environment.vertx(),
            settings.gateway(),
            new AgentTokens(identity, clock),
            clock,
            new Events());
  }

  /// Loads the state, tells the cluster's side all of it, and begins to connect.
  ///
  /// @return completes when the cluster's side was told, connected or not; exceptionally with a
  ///     [StoreException] when the state cannot be read, and the session is then over
  public CompletableFuture<Void> start() {
    return CompletableFuture.runAsync(
        () -> {
          try {
            load();
          } catch (RuntimeException | Error e) {
            over = true;
            link.dispose();
            store.close();
            throw e;
          }
        },
        lane);
  }

  private void load() {
    if (over || running != null) {
      throw new IllegalStateException("a session is started once");
    }
    DesiredState state = DesiredState.load(store);
    SessionCore core =
        new SessionCore(
            state,
            new FramePlanner(this::objectionTo),
            new BackOff(
                settings.shortestBackOff(), settings.longestBackOff(), environment.random()),
            settings.times(),
            description,
            environment.random(),
            this::carryOut);
    running = new Running(state, core);
    LOG.infof(
        "session=loaded cluster=%s held=%d epoch=%d",
        identity.cluster(), state.held().held().size(), state.held().epoch());
    changes.start(List.copyOf(state.held().held()));
    core.onStart();
    snapshot = core.snapshot();
  }

  /// Closes the connection and the store. What is held and not yet reported stays stored.
  ///
  /// @return completes when both are closed, after a few seconds at most
  public CompletableFuture<Void> stop() {
    return end(core -> core.onStop(), false);
  }

  /// Drops everything as if the process had been killed: no word to the gateway, nothing flushed.
  /// For simulators and tests.
  public CompletableFuture<Void> abort() {
    return end(core -> link.abort(), true);
  }

  private CompletableFuture<Void> end(Consumer<SessionCore> how, boolean hard) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    lane.execute(
        () -> {
          if (over) {
            ended.complete(null);
            return;
          }
          over = true;
          Running was = running;
          if (was != null) {
            leave(was.core(), how, hard);
          }
          link.dispose().onComplete(nothing -> lane.execute(() -> closeStore(ended)));
        });
    return ended;
  }

  private void leave(SessionCore core, Consumer<SessionCore> how, boolean hard) {
    try {
      how.accept(core);
      if (!hard) {
        snapshot = core.snapshot();
      }
    } catch (RuntimeException | Error e) {
      // The store is closed all the same.
      LOG.errorf(e, "session=fault cluster=%s", identity.cluster());
    }
  }

  private void closeStore(CompletableFuture<Void> ended) {
    try {
      store.close();
      ended.complete(null);
    } catch (StoreException e) {
      ended.completeExceptionally(e);
    }
  }

  /// Closes the connection and stays away until [#goOnline]; reports go on being kept.
  public void goOffline() {
    withCore(SessionCore::onOffline);
  }

  /// Connects again after [#goOffline].
  public void goOnline() {
    withCore(SessionCore::onStart);
  }

  /// Reports how a configuration fares, in place of what was reported and not yet received. It is
  /// kept
  /// over restarts until the hub has it. A status over [ConfigurationStatus#MAX_BYTES] is cut down
  /// to
  /// its message; one of a configuration or an incarnation that is not held is dropped.
  public void report(ConfigurationStatus status) {
    boolean first;
    synchronized (reported) {
      first = reported.isEmpty();
      reported.put(status.observed().id().key(), status);
    }
    if (first) {
      withCore(this::passOnReports);
    }
  }

  private void passOnReports(SessionCore core) {
    List<ConfigurationStatus> statuses;
    synchronized (reported) {
      statuses = new ArrayList<>(reported.values());
      reported.clear();
    }
    core.onReports(statuses);
  }

  /// Confirms that a configuration that is being deleted is cleaned up. It stays held until the
  /// gateway removes it. Ignored when that is not asked for.
  public void confirmCleanedUp(ConfigurationVersion version) {
    withCore(core -> core.onCleanedUp(version));
  }

  /// An operator's word that the removals held back in that epoch are meant so; see
  /// [io.fairlead.session.desired.RemovalGuard].
  ///
  /// @return what that did; exceptionally with a [StoreException] when it could not be stored
  public CompletableFuture<RemovalsConfirmation> confirmRemovals(long epoch) {
    return CompletableFuture.supplyAsync(
        () -> {
          Running now = running;
          if (over || now == null) {
            throw new IllegalStateException("the session is not running");
          }
          RemovalsConfirmation confirmation = now.core().onConfirmRemovals(epoch);
          snapshot = now.core().snapshot();
          return confirmation;
        },
        lane);
  }

  /// All that is held.
  public CompletableFuture<List<HeldConfiguration>> held() {
    return CompletableFuture.supplyAsync(
        () -> {
          Running now = running;
          return now == null ? List.of() : List.copyOf(now.state().held().held());
        },
        lane);
  }

  /// Waits for the session's turn and, when it cannot store anything, tries to put that right.
  ///
  /// @return completes, when the session had its turn, with why nothing can be stored; empty when
  ///     all is well
  public CompletableFuture<Optional<String>> check() {
    return CompletableFuture.supplyAsync(
        () -> {
          Running now = running;
          if (over || now == null) {
            return Optional.empty();
          }
          try {
            now.state().mend();
          } catch (StoreException e) {
            LOG.warnf(
                "state=not-mended cluster=%s reason=\"%s\"", identity.cluster(), e.getMessage());
          }
          return now.state().fault();
        },
        lane);
  }

  /// How the session fares; null until its state is loaded.
  public @Nullable SessionSnapshot snapshot() {
    return snapshot;
  }

  private void withCore(Consumer<SessionCore> input) {
    if (over) {
      // Late reminders find nobody; nor may the executor be there any more.
      return;
    }
    lane.execute(
        () -> {
          Running now = running;
          if (over || now == null) {
            return;
          }
          try {
            input.accept(now.core());
          } catch (RuntimeException | Error e) {
            // A fault of this program must not end the agent: the session begins anew.
            LOG.errorf(e, "session=fault cluster=%s", identity.cluster());
            now.core()
                .connection()
                .ifPresent(
                    open -> now.core().onFault(open, new CloseReason(CloseCause.InternalError)));
          }
          publish(now.core().snapshot());
        });
  }

  private void publish(SessionSnapshot next) {
    SessionSnapshot before = snapshot;
    snapshot = next;
    boolean wentLive =
        next.phase() == SessionSnapshot.Phase.LIVE
            && (before == null
                || before.session() != next.session()
                || before.phase() != next.phase());
    if (wentLive) {
      LOG.infof(
          "session=live cluster=%s number=%d epoch=%d held=%d",
          identity.cluster(), next.session(), next.epoch(), next.held().count());
    }
    if (next.withheldEpoch() != 0 && (before == null || before.withheldEpoch() == 0)) {
      LOG.warnf(
          "guard=holds cluster=%s removals=%d of=%d epoch=%d confirm=needed",
          identity.cluster(), next.withheld(), next.held().count(), next.withheldEpoch());
    }
  }

  private void carryOut(Action action) {
    switch (action) {
      case Action.Connect(long connection) -> link.connect(connection);
      case Action.Send(long connection, var frame) -> link.send(connection, frame);
      case Action.Ping(long connection) -> link.ping(connection);
      case Action.Close(long connection, CloseReason reason) -> {
        LOG.debugf("session=left cluster=%s reason=%s", identity.cluster(), reason);
        link.close(connection, reason);
      }
      case Action.Remind(var timer, var after) ->
          environment.scheduler().schedule(after, () -> withCore(core -> core.onTimer(timer)));
      case Action.Tell(List<ConfigurationChange> told) -> told.forEach(this::tell);
      case Action.AskForReports() -> changes.reportAgain();
    }
  }

  private Optional<String> objectionTo(GatewayFrame.Change change) {
    try {
      return changes.objectionTo(change);
    } catch (RuntimeException e) {
      LOG.errorf(e, "change=not-judged cluster=%s id=%s", identity.cluster(), change.id());
      return Optional.of("the agent failed on it: " + e.getClass().getSimpleName());
    }
  }

  private void tell(ConfigurationChange change) {
    try {
      changes.changed(change);
    } catch (RuntimeException e) {
      LOG.errorf(e, "change=not-taken cluster=%s id=%s", identity.cluster(), change.id());
    }
  }

  /// Brings what happens on the network into the lane.
  private final class Events implements LinkEvents {
    @Override
    public void connected(long connection) {
      withCore(core -> core.onConnected(connection));
    }

    @Override
    public void ended(long connection, Ending ending) {
      withCore(core -> core.onEnded(connection, ending));
    }

    @Override
    public void frame(long connection, GatewayFrame frame, int bytes, Runnable done) {
      withCore(
          core -> {
            core.onFrame(connection, frame, bytes);
            done.run();
          });
    }

    @Override
    public void unreadable(long connection, String reason) {
      withCore(
          core ->
              core.onFault(
                  connection, new CloseReason(CloseCause.ProtocolViolation, null, reason)));
    }

    @Override
    public void heard(long connection) {
      withCore(core -> core.onHeard(connection));
    }

    @Override
    public void written(long connection) {
      withCore(core -> core.onWritten(connection));
    }
  }
}
