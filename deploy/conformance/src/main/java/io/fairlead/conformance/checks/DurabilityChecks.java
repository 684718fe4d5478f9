package io.fairlead.conformance.checks;

import static io.fairlead.conformance.agent.ExpectationFailedException.require;

import io.fairlead.conformance.agent.AgentFrames;
import io.fairlead.conformance.agent.GatewayFrame.Changes;
import io.fairlead.conformance.agent.Session;
import io.fairlead.conformance.agent.Version;
import io.fairlead.conformance.kit.Bench;
import io.fairlead.conformance.kit.Check;
import io.fairlead.conformance.kit.Replica;
import java.time.Duration;
import java.util.List;

/// What is durable when, and the limits that are never a reason to close.
final class DurabilityChecks {
  private static final int FLOOD = 250;
  private static final int REPORTS = 80;

  private DurabilityChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of(
            "11-cut-before-acknowledge",
            "What was sent and not acknowledged is sent again in the next session",
            DurabilityChecks::cutBefore),
        Check.of(
            "11-cut-live-before-acknowledge",
            "A change to a live session that was cut before it was acknowledged comes again",
            DurabilityChecks::cutLive),
        Check.of(
            "11-cut-after-acknowledge",
            "What the agent holds is not sent again, acknowledged or not",
            DurabilityChecks::cutAfter),
        Check.of(
            "11-wiped",
            "An agent that lost all it held gets all of it again",
            DurabilityChecks::wiped),
        Check.of(
            "11-api-answered",
            "What the API has answered reaches the session that is open",
            bench -> {
              Replica replica = bench.replica();
              try (Session session = replica.synchronize()) {
                replica.user().put("a", "first");
                replica.user().put("b", "first");
                replica.follow(
                    session,
                    "both changes",
                    () -> replica.holds("a", "first") && replica.holds("b", "first"));
              }
            }),
        Check.of(
            "11-report-order",
            "A status that an older session said never overwrites a newer session's, by any clock",
            DurabilityChecks::reportOrder),
        Check.of(
            "9-flood-of-frames",
            "More than 100 frames a second are read later and close nothing",
            bench -> {
              Session session = Sessions.live(bench);
              for (int number = 0; number < FLOOD; number++) {
                session.say(AgentFrames.heartbeat());
              }
              session.expectAlive();
            }),
        Check.of(
            "9-flood-of-reports",
            "More than 32 reports that are not received are read later and close nothing",
            bench -> {
              Session session = Sessions.live(bench);
              for (int number = 1; number <= REPORTS; number++) {
                session.say(AgentFrames.removalsHeld(number, 0, 0));
              }
              Sessions.expectReceived(session, REPORTS);
            }),
        Check.notJudged(
            "9-configurations",
            "A cluster has at most 20,000 configurations",
            "it would take the API longer than a run may take"));
  }

  private static void cutBefore(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    replica.prepare("a");
    Replica empty = bench.replica(replica.cluster());
    Changes first;
    try (Session session = empty.openWithInventory()) {
      first = session.expect(Changes.class);
    }
    require(first.changed().size() == 1, "the change of a", first);
    Changes second = empty.openWithInventory().expect(Changes.class);
    require(second.changed().equals(first.changed()), "the same changes", second);
  }

  private static void cutLive(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    replica.prepare("a");
    try (Session session = replica.open(true)) {
      replica.user().patch("a", "second");
      session.expect(Changes.class);
    }
    Changes again = replica.openWithInventory().expect(Changes.class);
    replica.store(again);
    require(replica.holds("a", "second"), "the change of a again", again);
  }

  private static void cutAfter(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    replica.prepare("a");
    Replica empty = bench.replica(replica.cluster());
    try (Session session = empty.openWithInventory()) {
      // Stored, and cut before that could be said.
      empty.store(session.expect(Changes.class));
    }
    empty.open(true).expectQuiet("that the agent holds");
  }

  private static void wiped(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    replica.prepare("a", "b");
    Replica wiped = bench.replica(replica.cluster());
    wiped.finishOpening(wiped.openWithInventory());
    require(wiped.digest().equals(replica.digest()), replica.digest(), wiped.digest());
  }

  private static void reportOrder(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    try (Session session = replica.synchronize()) {
      replica.gain(session, "a", "first");
      say(bench, session, replica.version("a"), "Compliant", Duration.ofDays(30));
      session.leave();
    }
    try (Session session = replica.open(true)) {
      say(bench, session, replica.version("a"), "Suspended", Duration.ofDays(-30));
    }
    bench.await(
        "complianceState Suspended in the API",
        () -> replica.user().get("a").text("/properties/complianceState").equals("Suspended"));
  }

  /// Reports a status, by an edge's clock that is so far ahead.
  private static void say(
      Bench bench, Session session, Version version, String compliance, Duration ahead)
      throws InterruptedException {
    String observedAt = bench.now().plus(ahead).toString();
    session.say(AgentFrames.statuses(1, AgentFrames.status(version, compliance, observedAt)));
    Sessions.expectReceived(session, 1);
  }
}
