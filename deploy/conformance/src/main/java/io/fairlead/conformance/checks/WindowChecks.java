package io.fairlead.conformance.checks;

import static io.fairlead.conformance.agent.ExpectationFailedException.require;

import io.fairlead.conformance.agent.AgentFrames;
import io.fairlead.conformance.agent.CloseCause;
import io.fairlead.conformance.agent.GatewayFrame.Change;
import io.fairlead.conformance.agent.GatewayFrame.Changes;
import io.fairlead.conformance.agent.Session;
import io.fairlead.conformance.arm.Configurations;
import io.fairlead.conformance.kit.Bench;
import io.fairlead.conformance.kit.Check;
import io.fairlead.conformance.kit.Replica;
import java.util.ArrayList;
import java.util.List;

/// Changes under way: how many, how they are acknowledged, and how many edits become one.
final class WindowChecks {
  private static final int WINDOW = 4;
  private static final int LARGE = 6;
  private static final int EDITS = 12;

  private WindowChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of(
            "4.2-window",
            "At most 4 changes frames are not acknowledged; each acknowledgement lets one follow",
            WindowChecks::window),
        Check.of(
            "4.2-coalesced-while-away",
            "Many edits made while the agent is away arrive as one change of each configuration",
            WindowChecks::coalescedWhileAway),
        Check.of(
            "4.2-coalesced-behind-window",
            "Many edits made while 4 frames are not acknowledged arrive as one change",
            WindowChecks::coalescedBehindWindow),
        Check.of(
            "4.1-acknowledge-any-order",
            "Frames may be acknowledged in any order",
            WindowChecks::anyOrder),
        Check.of(
            "4.1-acknowledge-twice",
            "A nonce that is acknowledged twice is a ProtocolViolation",
            bench -> {
              Session session = Sessions.synchronizing(bench);
              session.sayAtOnce(AgentFrames.acknowledge(1), AgentFrames.acknowledge(1));
              session.expectClose(CloseCause.ProtocolViolation);
            }),
        Check.of(
            "4.1-acknowledge-unknown",
            "A nonce that was never sent is a ProtocolViolation",
            bench ->
                Sessions.synchronizing(bench)
                    .say(AgentFrames.acknowledge(2))
                    .expectClose(CloseCause.ProtocolViolation)));
  }

  private static void window(Bench bench) throws InterruptedException {
    Replica replica = withLarge(bench);
    Session session = replica.openWithInventory();
    List<Changes> frames = fill(session);
    for (Changes frame : frames) {
      replica.take(session, frame);
      if (frame.nonce() <= LARGE - WINDOW) {
        Changes next = session.expect(Changes.class);
        require(next.nonce() == frame.nonce() + WINDOW, "the next frame", next.nonce());
        replica.take(session, next);
      }
    }
    replica.finishOpening(session);
    require(replica.versions().size() == LARGE, LARGE + " configurations", replica.versions());
  }

  /// An agent that holds nothing of a few configurations of which each fills a frame.
  private static Replica withLarge(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    for (int number = 0; number < LARGE; number++) {
      replica.user().putLarge("large-" + number, "first");
    }
    replica.awaitAtGateway(
        scout -> scout.versions().size() == LARGE && scout.holds("large-" + (LARGE - 1), "first"));
    return replica;
  }

  /// Hears as many frames as may come without an acknowledgement, and no more.
  private static List<Changes> fill(Session session) throws InterruptedException {
    List<Changes> frames = new ArrayList<>();
    for (int number = 0; number < WINDOW; number++) {
      frames.add(session.expect(Changes.class));
    }
    session.expectQuiet("while 4 frames are not acknowledged");
    return frames;
  }

  private static void coalescedWhileAway(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    replica.prepare("a", "b");
    edit(replica, "a");
    edit(replica, "b");
    replica.awaitAtGateway(scout -> scout.holds("a", last()) && scout.holds("b", last()));
    Session session = replica.openWithInventory();
    List<Change> changed = changed(replica.finishOpening(session));
    require(changed.size() == 2, "2 changes", changed.size() + " changes");
    requireLast(changed);
  }

  private static void edit(Replica replica, String name) throws InterruptedException {
    for (int number = 1; number <= EDITS; number++) {
      replica.user().patch(name, "edit-" + number);
    }
  }

  private static String last() {
    return "edit-" + EDITS;
  }

  private static void requireLast(List<Change> changed) {
    for (Change change : changed) {
      String value = Configurations.value(change.properties());
      require(value.equals(last()), "the last state, " + last(), value);
    }
  }

  private static void coalescedBehindWindow(Bench bench) throws InterruptedException {
    Replica replica = withLarge(bench);
    Replica witness = bench.replica();
    Session elsewhere = witness.synchronize();
    Session session = replica.openWithInventory();
    List<Changes> frames = fill(session);
    replica.user().put("late", "first");
    edit(replica, "late");
    // A change of another cluster, made afterwards, shows that the gateway has seen all of these.
    witness.gain(elsewhere, "afterwards", "first");
    session.expectQuiet("while 4 frames are not acknowledged");
    frames.forEach(frame -> replica.take(session, frame));
    List<Changes> rest =
        replica.follow(session, "the last state of late", () -> replica.holds("late", last()));
    List<Change> late =
        changed(rest).stream().filter(change -> change.version().id().endsWith("/late")).toList();
    require(late.size() == 1, "1 change of late", late.size() + " changes");
    requireLast(late);
  }

  private static List<Change> changed(List<Changes> frames) {
    return frames.stream().flatMap(frame -> frame.changed().stream()).toList();
  }

  private static void anyOrder(Bench bench) throws InterruptedException {
    Replica replica = withLarge(bench);
    Session session = replica.openWithInventory();
    List<Changes> frames = fill(session);
    frames.reversed().forEach(frame -> replica.take(session, frame));
    replica.finishOpening(session);
    require(replica.versions().size() == LARGE, LARGE + " configurations", replica.versions());
  }
}
