package io.fairlead.conformance.checks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.conformance.agent.AgentFrames;
import io.fairlead.conformance.agent.CloseCause;
import io.fairlead.conformance.agent.Digest;
import io.fairlead.conformance.agent.GatewayFrame.Synchronized;
import io.fairlead.conformance.agent.Session;
import io.fairlead.conformance.kit.Bench;
import io.fairlead.conformance.kit.Check;
import io.fairlead.conformance.kit.NotJudgedException;
import java.util.ArrayList;
import java.util.List;

/// States: which frame is allowed when.
final class StateChecks {
  private StateChecks() {}

  /// Opens a session that is in a certain state.
  private interface Opening {
    Session open(Bench bench) throws InterruptedException;
  }

  private record State(String name, Opening opening) {}

  private static final List<State> WELCOMED =
      List.of(
          new State("awaiting-inventory", Sessions::awaitingInventory),
          new State("synchronizing", Sessions::synchronizing),
          new State("live", Sessions::live));

  static List<Check> all() {
    List<Check> checks = new ArrayList<>();
    State early = new State("awaiting-hello", Sessions::awaitingHello);
    checks.add(forbidden(early, inventory()));
    checks.add(forbidden(early, AgentFrames.acknowledge(1)));
    checks.add(forbidden(early, AgentFrames.statuses(1)));
    checks.add(forbidden(early, AgentFrames.removed(1)));
    checks.add(forbidden(early, AgentFrames.removalsHeld(1, 0, 0)));
    checks.add(forbidden(early, AgentFrames.heartbeat()));
    checks.add(
        Check.of(
            "6-opening-second-frame",
            "A second frame before the welcome is a ProtocolViolation",
            StateChecks::secondFrame));
    for (State state : WELCOMED) {
      checks.add(forbidden(state, hello()));
      checks.add(reports(state));
    }
    checks.add(forbidden(WELCOMED.get(0), AgentFrames.acknowledge(1)));
    checks.add(forbidden(WELCOMED.get(1), inventory()));
    checks.add(forbidden(WELCOMED.get(2), inventory()));
    checks.add(forbidden(WELCOMED.get(2), AgentFrames.acknowledge(1)));
    checks.add(
        Check.of(
            "6-synchronizing-to-live",
            "Once all is acknowledged the opening ends with synchronized",
            bench -> {
              Session session = Sessions.synchronizing(bench);
              session.say(AgentFrames.acknowledge(1)).expect(Synchronized.class);
              session.expectQuiet("after synchronized");
            }));
    return List.copyOf(checks);
  }

  private static Check forbidden(State state, ObjectNode frame) {
    String type = frame.path("type").asText();
    return Check.of(
        "6-" + state.name() + "-" + type.toLowerCase(java.util.Locale.ROOT),
        "%s while %s is a ProtocolViolation".formatted(type, state.name().replace('-', ' ')),
        bench -> state.opening().open(bench).say(frame).expectClose(CloseCause.ProtocolViolation));
  }

  private static Check reports(State state) {
    return Check.of(
        "6-" + state.name() + "-reports",
        "Reports and heartbeats are taken while " + state.name().replace('-', ' '),
        bench -> {
          Session session = state.opening().open(bench);
          session
              .say(AgentFrames.heartbeat())
              .say(AgentFrames.statuses(1))
              .say(AgentFrames.removed(2))
              .say(AgentFrames.removalsHeld(3, 0, 0));
          Sessions.expectReceived(session, 3);
        });
  }

  private static void secondFrame(Bench bench) throws InterruptedException {
    Session session = Sessions.awaitingHello(bench);
    session.sayAtOnce(hello(), AgentFrames.heartbeat());
    if (session.expectCloseOrFrame(CloseCause.ProtocolViolation)) {
      throw new NotJudgedException("the welcome was sent before the second frame was read");
    }
  }

  private static ObjectNode hello() {
    return AgentFrames.hello(0, Digest.of(List.of()));
  }

  private static ObjectNode inventory() {
    return AgentFrames.inventory(true, List.of());
  }
}
