package io.fairlead.conformance.checks;

import static io.fairlead.conformance.agent.ExpectationFailedException.require;

import io.fairlead.conformance.agent.AgentFrames;
import io.fairlead.conformance.agent.CloseCause;
import io.fairlead.conformance.agent.Cluster;
import io.fairlead.conformance.agent.ClusterKey;
import io.fairlead.conformance.agent.GatewayFrame.Changes;
import io.fairlead.conformance.agent.GatewayFrame.Welcome;
import io.fairlead.conformance.agent.Session;
import io.fairlead.conformance.kit.Bench;
import io.fairlead.conformance.kit.Check;
import io.fairlead.conformance.kit.NotJudgedException;
import io.fairlead.conformance.kit.Replica;
import java.time.Duration;
import java.util.List;

/// Closing: for which cause, with which code, and when.
final class ClosingChecks {
  private static final String NOT_FROM_OUTSIDE = "nobody can bring this about from outside";
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(75);
  private static final int MISSED_HEARTBEATS = 3;

  private ClosingChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of(
            "7-replaced",
            "A newer session of a cluster closes the older one as Replaced and goes on",
            ClosingChecks::replaced),
        Check.of(
            "7-key-replaced",
            "A new key closes the session as KeyReplaced; from then on it alone gets in",
            ClosingChecks::keyReplaced),
        Check.of(
            "7-cluster-untouched",
            "A cluster that is written again with the same key keeps its session",
            ClosingChecks::keyKept),
        Check.of(
            "7-cluster-removed",
            "A deleted cluster's session is closed as ClusterRemoved, and it does not get in again",
            ClosingChecks::clusterRemoved),
        Check.of(
            "7-agent-left",
            "An agent that closes with 1000 is answered",
            bench -> Sessions.live(bench).leave()),
        Check.waiting(
            "7-heartbeat-missed",
            "An agent that is not heard for 3 heartbeats is closed as HeartbeatMissed",
            ClosingChecks::heartbeatMissed),
        Check.waiting(
            "7-slow-reader",
            "An agent that acknowledges nothing for 60 s is closed as SlowReader",
            ClosingChecks::slowReader),
        Check.waiting(
            "9-hello-late",
            "Without a hello within 30 s the session ends with HeartbeatMissed",
            bench -> within(Sessions.awaitingHello(bench), CloseCause.HeartbeatMissed, 25, 45)),
        Check.waiting(
            "9-inventory-late",
            "Without a part of the inventory for 60 s the session ends with HeartbeatMissed",
            bench -> within(Sessions.awaitingInventory(bench), CloseCause.HeartbeatMissed, 55, 75)),
        Check.notJudged(
            "7-draining", "A gateway that goes away closes as Draining", NOT_FROM_OUTSIDE),
        Check.notJudged(
            "7-come-back-later",
            "A gateway that cannot serve closes as ComeBackLater",
            NOT_FROM_OUTSIDE),
        Check.notJudged("7-epoch-changed", "A new epoch closes as EpochChanged", NOT_FROM_OUTSIDE),
        Check.notJudged(
            "7-hub-unavailable",
            "What the hub cannot store closes as HubUnavailable",
            NOT_FROM_OUTSIDE),
        Check.notJudged("7-internal-error", "A fault closes as InternalError", NOT_FROM_OUTSIDE));
  }

  private static void replaced(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    Session older = replica.synchronize();
    Session newer = replica.copy().synchronize();
    older.expectClose(CloseCause.Replaced);
    replica.gain(newer, "a", "first");
  }

  private static void keyReplaced(Bench bench) throws InterruptedException {
    Cluster before = bench.cluster();
    Session session = bench.replica(before).open(true);
    Cluster after = before.with(ClusterKey.create());
    bench.arm().register(after);
    session.expectClose(CloseCause.KeyReplaced);
    bench.awaitKnown(after);
    bench.expectTokenRefusal("NotAuthentic", () -> bench.token(before));
    bench.connect(after).close();
  }

  private static void keyKept(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    try (Session session = replica.synchronize()) {
      bench.arm().register(replica.cluster(), "conformance, again");
      // What comes after it shows that the gateway has seen it.
      replica.gain(session, "a", "first");
      session.expectQuiet("because of a tag");
    }
  }

  private static void clusterRemoved(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    Session session = replica.open(true);
    bench.arm().deregister(replica.cluster().id());
    session.expectClose(CloseCause.ClusterRemoved);
    bench.expectTokenRefusal("NotAuthentic", () -> bench.token(replica.cluster()));
  }

  private static void heartbeatMissed(Bench bench) throws InterruptedException {
    Session session = bench.replica().hello();
    long heartbeat = session.expect(Welcome.class).heartbeatSeconds();
    long silence = heartbeat * MISSED_HEARTBEATS;
    if (silence + 1 > LONGEST_WAIT.toSeconds()) {
      throw new NotJudgedException(
          "heartbeatSeconds is %d: it would take %d s".formatted(heartbeat, silence));
    }
    within(session, CloseCause.HeartbeatMissed, silence - heartbeat, silence + heartbeat);
  }

  private static void slowReader(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    replica.prepare("a");
    Session session = bench.replica(replica.cluster()).open(false);
    session.say(AgentFrames.inventory(true, List.of())).expect(Changes.class);
    within(session, CloseCause.SlowReader, 55, 75);
  }

  private static void within(Session session, CloseCause cause, long least, long most)
      throws InterruptedException {
    long start = System.nanoTime();
    session.expectClose(cause, Duration.ofSeconds(most));
    long took = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    require(took >= least, "the close after %d to %d s".formatted(least, most), took + " s");
  }
}
