package io.fairlead.conformance.checks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.conformance.agent.AgentFrames;
import io.fairlead.conformance.agent.CloseCause;
import io.fairlead.conformance.agent.GatewayFrame.Changes;
import io.fairlead.conformance.agent.GatewayFrame.Synchronized;
import io.fairlead.conformance.agent.Json;
import io.fairlead.conformance.agent.Session;
import io.fairlead.conformance.agent.Version;
import io.fairlead.conformance.kit.Bench;
import io.fairlead.conformance.kit.Check;
import io.fairlead.conformance.kit.Replica;
import java.util.List;
import java.util.UUID;

/// Reports and refusals: what an agent says of its configurations, and what becomes of it.
final class ReportChecks {
  private static final int STATUS_BYTES = 65_536;

  private ReportChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of(
            "4.1-statuses", "A status is received and then seen in the API", ReportChecks::status),
        Check.of(
            "4.1-status-largest",
            "A status of 65,536 bytes is accepted",
            bench -> {
              Session session = reportOf(bench, STATUS_BYTES);
              Sessions.expectReceived(session, 1);
            }),
        Check.of(
            "4.1-status-too-large",
            "A status of more than 65,536 bytes is a ProtocolViolation",
            bench -> reportOf(bench, STATUS_BYTES + 1).expectClose(CloseCause.ProtocolViolation)),
        Check.of(
            "4.1-removals-held",
            "What the guard holds back is received",
            bench -> {
              Session session = Sessions.live(bench);
              session
                  .say(AgentFrames.removalsHeld(1, 37, 40))
                  .say(AgentFrames.removalsHeld(2, 0, 40));
              Sessions.expectReceived(session, 2);
            }),
        Check.of(
            "4.1-numbers-together",
            "Reports of all kinds are counted together, and received names the last",
            ReportChecks::numbersTogether),
        numbers("4.1-number-not-from-1", "not from 1", 2),
        numbers("4.1-number-zero", "from 0", 0),
        numbers("4.1-number-gap", "with a gap", 1, 3),
        numbers("4.1-number-twice", "twice", 1, 1),
        Check.of(
            "4.1-status-of-another-cluster",
            "A status of another cluster's configuration is a ProtocolViolation",
            bench -> {
              Replica other = bench.replica();
              other.prepare("a");
              Session session = Sessions.live(bench);
              session.say(AgentFrames.statuses(1, compliant(bench, other.version("a"))));
              session.expectClose(CloseCause.ProtocolViolation);
            }),
        Check.of(
            "4.1-compliance-unknown",
            "A compliance that is not one of the five is a ProtocolViolation",
            bench -> {
              Replica replica = bench.replica();
              Session session = replica.open(true);
              Version version = version(replica);
              session.say(
                  AgentFrames.statuses(
                      1, AgentFrames.status(version, "Fine", bench.now().toString())));
              session.expectClose(CloseCause.ProtocolViolation);
            }),
        Check.of(
            "4.1-refused",
            "A refused version stays refused, and the API tells so",
            ReportChecks::refused),
        Check.of(
            "4.1-refused-in-opening",
            "A refused version ends the opening all the same, and is offered again in the next",
            ReportChecks::refusedInOpening),
        Check.of(
            "4.1-refused-not-in-frame",
            "Refusing a version that the frame did not have is a ProtocolViolation",
            bench -> {
              Replica replica = bench.replica();
              replica.prepare("a");
              Session session = bench.replica(replica.cluster()).openWithInventory();
              long nonce = session.expect(Changes.class).nonce();
              Version other = replica.version("a").withGeneration(1_000_000_000);
              session.say(AgentFrames.refuse(nonce, other, "is not good"));
              session.expectClose(CloseCause.ProtocolViolation);
            }));
  }

  private static Check numbers(String id, String how, long... numbers) {
    return Check.of(
        id,
        "Numbering reports " + how + " is a ProtocolViolation",
        bench -> {
          Session session = Sessions.live(bench);
          for (long number : numbers) {
            session.say(AgentFrames.removalsHeld(number, 0, 0));
          }
          session.expectClose(CloseCause.ProtocolViolation);
        });
  }

  private static ObjectNode compliant(Bench bench, Version version) {
    return AgentFrames.status(version, "Compliant", bench.now().toString());
  }

  private static Version version(Replica replica) {
    return new Version(replica.cluster().configuration("any"), UUID.randomUUID().toString(), 1);
  }

  /// Sends a report of one status that has so many bytes.
  private static Session reportOf(Bench bench, int bytes) throws InterruptedException {
    Replica replica = bench.replica();
    Session session = replica.open(true);
    ObjectNode status = compliant(bench, version(replica));
    ObjectNode object = status.putArray("objects").addObject().put("name", "");
    object.put("name", "x".repeat(bytes - Json.write(status).length()));
    return session.say(AgentFrames.statuses(1, status));
  }

  private static void status(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    try (Session session = replica.synchronize()) {
      replica.gain(session, "a", "first");
      ObjectNode status = compliant(bench, replica.version("a"));
      status.put("sourceSyncedCommitId", "main@sha1:0ba6f0d3");
      session.say(AgentFrames.statuses(1, status));
      Sessions.expectReceived(session, 1);
      bench.await(
          "complianceState Compliant in the API",
          () -> replica.user().get("a").text("/properties/complianceState").equals("Compliant"));
    }
  }

  private static void numbersTogether(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    try (Session session = replica.synchronize()) {
      replica.gain(session, "a", "first");
      session
          .say(AgentFrames.statuses(1, compliant(bench, replica.version("a"))))
          .say(AgentFrames.removalsHeld(2, 0, 1))
          .say(AgentFrames.heartbeat())
          .say(AgentFrames.removed(3))
          .say(AgentFrames.statuses(4, compliant(bench, replica.version("a"))));
      Sessions.expectReceived(session, 4);
    }
  }

  private static void refused(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    try (Session session = replica.synchronize()) {
      replica.user().put("a", "first");
      Changes changes = session.expect(Changes.class);
      Version version = changes.changed().getFirst().version();
      session.say(AgentFrames.refuse(changes.nonce(), version, "path: must be elsewhere"));
      bench.await(
          "delivery.state Refused in the API",
          () -> replica.user().get("a").text("/properties/delivery/state").equals("Refused"));
    }
  }

  private static void refusedInOpening(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    replica.prepare("a");
    Replica empty = bench.replica(replica.cluster());
    try (Session session = empty.openWithInventory()) {
      long nonce = session.expect(Changes.class).nonce();
      session.say(AgentFrames.refuse(nonce, replica.version("a"), "path: must be elsewhere"));
      session.expect(Synchronized.class);
    }
    empty.openWithInventory().expect(Changes.class);
  }
}
