package io.fairlead.conformance.checks;

import static io.fairlead.conformance.agent.ExpectationFailedException.require;

import io.fairlead.conformance.agent.AgentFrames;
import io.fairlead.conformance.agent.CloseCause;
import io.fairlead.conformance.agent.Cluster;
import io.fairlead.conformance.agent.GatewayFrame.Changes;
import io.fairlead.conformance.agent.Session;
import io.fairlead.conformance.agent.Version;
import io.fairlead.conformance.kit.Bench;
import io.fairlead.conformance.kit.Check;
import io.fairlead.conformance.kit.Replica;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// The inventory: what an agent may say of what it holds.
final class InventoryChecks {
  private static final int MANY = 3_000;
  private static final int TOO_MANY = 40_001;

  /// Entries that fit into a frame, with ids as long as the kit's.
  private static final int PART = 500;

  private InventoryChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of(
            "4.1-inventory-in-parts",
            "An inventory may come in many parts; it is complete with the last",
            InventoryChecks::inParts),
        Check.of(
            "4.1-inventory-not-last",
            "Nothing is sent before the last part has come",
            InventoryChecks::notLast),
        violation(
            "4.1-inventory-twice-in-a-part",
            "An id twice in a part, in another letter case,",
            (session, version) ->
                session.say(AgentFrames.inventory(false, List.of(version, version.shouted())))),
        violation(
            "4.1-inventory-twice-over-parts",
            "An id twice over parts",
            (session, version) ->
                session
                    .say(AgentFrames.inventory(false, List.of(version)))
                    .say(AgentFrames.inventory(true, List.of(version)))),
        violation(
            "4.1-inventory-of-another-cluster",
            "A configuration of another cluster",
            (session, version) ->
                session.say(
                    AgentFrames.inventory(
                        true,
                        List.of(new Version(version.id().replace("-", "-x"), version.uid(), 1))))),
        Check.of(
            "4.1-inventory-too-long",
            "More than 40,000 entries are a ProtocolViolation",
            InventoryChecks::tooLong));
  }

  /// Says something wrong.
  private interface Wrong {
    void say(Session session, Version version);
  }

  private static Check violation(String id, String what, Wrong wrong) {
    return Check.of(
        id,
        what + " is a ProtocolViolation",
        bench -> {
          Replica replica = bench.replica();
          replica.prepare("a");
          Session session = bench.replica(replica.cluster()).open(false);
          wrong.say(session, replica.version("a"));
          session.expectClose(CloseCause.ProtocolViolation);
        });
  }

  private static void inParts(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    replica.prepare("a");
    Session session = bench.replica(replica.cluster()).open(false);
    List<Version> strange = strangers(replica.cluster(), MANY);
    sayInParts(session, strange);
    session.say(AgentFrames.inventory(true, replica.versions()));
    Set<String> unwanted = new HashSet<>();
    strange.forEach(version -> unwanted.add(version.key()));
    for (Changes changes : replica.finishOpening(session)) {
      require(changes.changed().isEmpty(), "removals alone", changes.changed());
      changes
          .removed()
          .forEach(id -> require(unwanted.remove(Version.key(id)), "each removal once", id));
    }
    require(unwanted.isEmpty(), "all unknown entries to be removed", unwanted.size() + " left");
  }

  private static void notLast(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    replica.prepare("a");
    Session session = bench.replica(replica.cluster()).open(false);
    session.say(AgentFrames.inventory(false, strangers(replica.cluster(), 3)));
    session.expectQuiet("before the inventory's last part");
    session.say(AgentFrames.inventory(true, List.of()));
    session.expect(Changes.class);
  }

  private static void tooLong(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    replica.prepare("a");
    Session session = bench.replica(replica.cluster()).open(false);
    sayInParts(session, strangers(replica.cluster(), TOO_MANY));
    session.expectClose(CloseCause.ProtocolViolation);
  }

  private static void sayInParts(Session session, List<Version> versions) {
    for (int from = 0; from < versions.size(); from += PART) {
      int to = Math.min(versions.size(), from + PART);
      session.say(AgentFrames.inventory(false, versions.subList(from, to)));
    }
  }

  /// Versions of configurations that the hub does not know.
  private static List<Version> strangers(Cluster cluster, int count) {
    List<Version> versions = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      versions.add(
          new Version(
              cluster.configuration("stranger-" + number), UUID.randomUUID().toString(), 1));
    }
    return versions;
  }
}
