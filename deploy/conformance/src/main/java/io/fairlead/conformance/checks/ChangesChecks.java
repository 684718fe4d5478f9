package io.fairlead.conformance.checks;

import static io.fairlead.conformance.agent.ExpectationFailedException.require;

import io.fairlead.conformance.agent.AgentFrames;
import io.fairlead.conformance.agent.GatewayFrame.Changes;
import io.fairlead.conformance.agent.GatewayFrame.Welcome;
import io.fairlead.conformance.agent.Session;
import io.fairlead.conformance.agent.Version;
import io.fairlead.conformance.kit.Bench;
import io.fairlead.conformance.kit.Check;
import io.fairlead.conformance.kit.Replica;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// Changes: exactly the differences, each with the whole state.
final class ChangesChecks {
  private ChangesChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of(
            "4.2-created",
            "A created configuration comes whole, in the session's epoch",
            ChangesChecks::created),
        Check.of(
            "4.2-changed",
            "A changed configuration comes with the same uid and a larger generation",
            ChangesChecks::changed),
        Check.of(
            "4.2-removed",
            "A configuration that is gone comes as a removal",
            ChangesChecks::removed),
        Check.of(
            "4.2-recreated",
            "Deleted and created again, a configuration has another uid and a larger generation",
            ChangesChecks::recreated),
        Check.of(
            "4.2-deleting",
            "A configuration to be cleaned up comes as Deleting and is removed once that is confirmed",
            ChangesChecks::deleting),
        Check.of(
            "4.2-exactly-the-differences",
            "An opening sends what differs and nothing else",
            ChangesChecks::exactlyTheDifferences),
        differs(
            "4.2-other-incarnation",
            "A version of another incarnation is replaced",
            version -> version.withUid(UUID.randomUUID().toString())),
        differs(
            "4.2-larger-generation",
            "A version is replaced also when its generation is larger than the desired one",
            version -> version.withGeneration(version.generation() + 1_000_000)),
        Check.of(
            "4.2-removed-and-recreated-while-away",
            "What was deleted and created again while the agent was away comes as one change",
            ChangesChecks::recreatedWhileAway));
  }

  private static void created(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    try (Session session = replica.hello()) {
      long epoch = session.expect(Welcome.class).epoch();
      replica.user().put("a", "first");
      for (Changes changes : replica.follow(session, "a", () -> replica.holds("a", "first"))) {
        require(changes.epoch() == epoch, "epoch " + epoch, changes);
      }
      String lifecycle = replica.change("a").lifecycle();
      require(lifecycle.equals("Active"), "lifecycle Active", lifecycle);
      String url = replica.change("a").properties().at("/gitRepository/url").asText();
      require(url.startsWith("https://git.example.com/"), "all properties", url);
    }
  }

  private static void changed(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    try (Session session = replica.synchronize()) {
      replica.gain(session, "a", "first");
      Version before = replica.version("a");
      replica.gain(session, "a", "second");
      Version after = replica.version("a");
      require(after.uid().equals(before.uid()), "uid " + before.uid(), after);
      require(after.generation() > before.generation(), "more than " + before.generation(), after);
    }
  }

  private static void removed(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    try (Session session = replica.synchronize()) {
      replica.gain(session, "a", "first");
      replica.user().forceDelete("a");
      replica.follow(session, "the removal of a", () -> replica.lacks("a"));
    }
  }

  private static void recreated(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    try (Session session = replica.synchronize()) {
      replica.gain(session, "a", "first");
      Version before = replica.version("a");
      replica.user().forceDelete("a");
      replica.gain(session, "a", "second");
      requireReincarnated(before, replica.version("a"));
    }
  }

  private static void requireReincarnated(Version before, Version after) {
    require(!after.uid().equals(before.uid()), "a uid other than " + before.uid(), after);
    require(after.generation() > before.generation(), "more than " + before.generation(), after);
  }

  private static void deleting(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    try (Session session = replica.synchronize()) {
      replica.gain(session, "a", "first");
      replica.deleteByUser("a");
      replica.follow(
          session, "a as Deleting", () -> replica.change("a").lifecycle().equals("Deleting"));
      session.say(AgentFrames.removed(1, replica.version("a")));
      replica.follow(session, "the removal of a", () -> replica.lacks("a"));
      bench.await("the API to say 404", () -> replica.user().get("a").status() == 404);
    }
  }

  private static void exactlyTheDifferences(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    replica.prepare("same", "stale", "retired");
    replica.user().put("stale", "second");
    replica.user().forceDelete("retired");
    replica.user().put("missing", "first");
    replica.awaitAtGateway(
        scout ->
            scout.holds("stale", "second")
                && scout.lacks("retired")
                && scout.holds("missing", "first"));
    Session session = replica.openWithInventory();
    Set<String> expected = new TreeSet<>();
    for (String name : List.of("stale", "missing")) {
      expected.add("changed " + key(replica, name));
    }
    expected.add("removed " + key(replica, "retired"));
    List<String> found = differences(replica.finishOpening(session));
    require(
        found.size() == expected.size() && expected.containsAll(found),
        "exactly " + expected,
        found);
  }

  private static List<String> differences(List<Changes> all) {
    List<String> found = new ArrayList<>();
    for (Changes changes : all) {
      changes.changed().forEach(change -> found.add("changed " + change.version().key()));
      changes.removed().forEach(id -> found.add("removed " + Version.key(id)));
    }
    return found;
  }

  private static String key(Replica replica, String name) {
    return Version.key(replica.cluster().configuration(name));
  }

  /// Makes another version of one.
  private interface Other {
    Version of(Version version);
  }

  private static Check differs(String id, String rule, Other other) {
    return Check.of(
        id,
        rule,
        bench -> {
          Replica replica = bench.replica();
          replica.prepare("a", "b");
          Session session = bench.replica(replica.cluster()).open(false);
          session.say(
              AgentFrames.inventory(
                  true, List.of(other.of(replica.version("a")), replica.version("b"))));
          List<String> found = differences(replica.finishOpening(session));
          String expected = "changed " + replica.version("a").key();
          require(found.equals(List.of(expected)), "exactly " + expected, found);
        });
  }

  private static void recreatedWhileAway(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    replica.prepare("a");
    Version before = replica.version("a");
    replica.user().forceDelete("a");
    replica.user().put("a", "second");
    replica.awaitAtGateway(scout -> scout.holds("a", "second"));
    Session session = replica.openWithInventory();
    List<String> found = differences(replica.finishOpening(session));
    require(found.equals(List.of("changed " + before.key())), "one change", found);
    requireReincarnated(before, replica.version("a"));
  }
}
