package io.fairlead.session.core;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.session.desired.ConfigurationChange;
import io.fairlead.session.desired.DesiredState;
import io.fairlead.session.desired.FramePlanner;
import io.fairlead.session.desired.HeldState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/// A session core with its store and a list of what it wants done.
final class TestAgent {
  private final DesiredState state;
  final SessionCore core;
  final List<Action> actions = new ArrayList<>();

  TestAgent(MemoryStore store) {
    this(store, change -> Optional.empty());
  }

  TestAgent(MemoryStore store, Function<GatewayFrame.Change, Optional<String>> objections) {
    state = DesiredState.load(store);
    core =
        new SessionCore(
            state,
            new FramePlanner(objections),
            new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(5), new Random(1)),
            SessionTimes.DEFAULT,
            () -> new AgentDescription("test", null, null, null, null, null),
            new Random(1),
            actions::add);
  }

  HeldState held() {
    return state.held();
  }

  /// Runs the next reconnect and opens the connection.
  ///
  /// @return its number
  long connect() {
    if (core.snapshot().phase() == SessionSnapshot.Phase.STOPPED) {
      core.onStart();
    }
    SessionTimer.Reconnect due =
        reminders(SessionTimer.Reconnect.class).reduce((first, second) -> second).orElseThrow();
    core.onTimer(due);
    core.onConnected(due.connection());
    return due.connection();
  }

  /// Opens a session and says what the gateway says to an agent that holds something else.
  long openUnequal(long session, long epoch) {
    long connection = connect();
    frame(connection, new GatewayFrame.Welcome(session, epoch, false, 60));
    return connection;
  }

  void frame(long connection, GatewayFrame frame) {
    core.onFrame(connection, frame, 1);
  }

  List<AgentFrame> sent() {
    return only(Action.Send.class).map(Action.Send::frame).toList();
  }

  <F extends AgentFrame> List<F> sent(Class<F> type) {
    return sent().stream().filter(type::isInstance).map(type::cast).toList();
  }

  List<ConfigurationChange> told() {
    return only(Action.Tell.class).map(Action.Tell::changes).flatMap(Collection::stream).toList();
  }

  List<CloseReason> closed() {
    return only(Action.Close.class).map(Action.Close::reason).toList();
  }

  <A extends Action> Stream<A> only(Class<A> type) {
    return actions.stream().filter(type::isInstance).map(type::cast);
  }

  <T extends SessionTimer> Stream<T> reminders(Class<T> type) {
    return only(Action.Remind.class)
        .map(Action.Remind::timer)
        .filter(type::isInstance)
        .map(type::cast);
  }

  Duration delayOf(Class<? extends SessionTimer> type) {
    return only(Action.Remind.class)
        .filter(remind -> type.isInstance(remind.timer()))
        .map(Action.Remind::after)
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}
