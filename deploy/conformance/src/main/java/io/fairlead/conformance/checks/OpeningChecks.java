package io.fairlead.conformance.checks;

import static io.fairlead.conformance.agent.ExpectationFailedException.require;

import io.fairlead.conformance.agent.AgentFrames;
import io.fairlead.conformance.agent.Cluster;
import io.fairlead.conformance.agent.Digest;
import io.fairlead.conformance.agent.GatewayFrame.Changes;
import io.fairlead.conformance.agent.GatewayFrame.Synchronized;
import io.fairlead.conformance.agent.GatewayFrame.Welcome;
import io.fairlead.conformance.agent.Session;
import io.fairlead.conformance.agent.Version;
import io.fairlead.conformance.kit.Bench;
import io.fairlead.conformance.kit.Check;
import io.fairlead.conformance.kit.Replica;
import java.util.List;

/// Hello, welcome, and the digests by which they agree.
final class OpeningChecks {
  private static final String EMPTY =
      "0000000000000000000000000000000000000000000000000000000000000000-0";

  /// The test vectors of the protocol's text.
  private static final String STORE =
      "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/edge/providers/"
          + "Microsoft.Kubernetes/connectedClusters/store-0001/providers/"
          + "Microsoft.KubernetesConfiguration/fluxConfigurations/";

  private static final Version BASELINE =
      new Version(STORE + "baseline", "6f1c2a7e-5a3b-4a53-9a43-0f1a3c1f2b11", 7);
  private static final Version MONITORING =
      new Version(STORE + "monitoring", "b7d1c8ce-0c5e-4f0a-8a64-2d1f0f0d9a02", 12);

  private OpeningChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of(
            "4.1-hello-in-full",
            "A hello may tell all about the agent",
            OpeningChecks::helloInFull),
        Check.of(
            "4.2-welcome-in-sync",
            "An agent that holds what is desired is welcomed as in sync, and nothing follows",
            OpeningChecks::inSync),
        Check.of(
            "4.2-welcome-not-in-sync",
            "An agent that holds something else is asked for its inventory, and nothing comes before",
            OpeningChecks::notInSync),
        Check.of(
            "4.2-session-numbers",
            "Of two sessions of a cluster the newer has the larger number",
            OpeningChecks::numbers),
        Check.of(
            "4.2-epoch",
            "A hello may name any epoch, and the welcome names the hub's",
            OpeningChecks::epoch),
        Check.of(
            "4.2-synchronized-digest",
            "synchronized carries the digest of the desired state",
            OpeningChecks::synchronizedDigest),
        Check.of(
            "4.2-synchronized-at-once",
            "Where the inventory shows no difference, synchronized follows without changes",
            OpeningChecks::nothingDiffers),
        Check.of(
            "5-test-vectors",
            "The kit computes the documented digests, so that it may judge others",
            _ -> vectors()),
        Check.of(
            "5-empty",
            "The digest of the empty set is 64 zeros and -0",
            bench -> {
              Session session = Sessions.awaitingHello(bench).say(AgentFrames.hello(0, EMPTY));
              requireInSync(session, true);
            }),
        Check.of(
            "5-letter-case",
            "A digest is over ids in lower case, whatever case they were written in",
            OpeningChecks::letterCase),
        Check.of(
            "5-count",
            "Digests with the same sums and another count differ",
            bench ->
                requireInSync(
                    Sessions.awaitingHello(bench)
                        .say(AgentFrames.hello(0, EMPTY.replace("-0", "-1"))),
                    false)),
        Check.of(
            "5-deleting",
            "The desired state includes configurations that are being deleted",
            OpeningChecks::deleting));
  }

  private static void requireInSync(Session session, boolean inSync) throws InterruptedException {
    Welcome welcome = session.expect(Welcome.class);
    require(welcome.inSync() == inSync, "welcome with inSync=" + inSync, welcome);
  }

  private static void helloInFull(Bench bench) throws InterruptedException {
    Session session = Sessions.awaitingHello(bench);
    var hello = AgentFrames.hello(0, EMPTY);
    hello
        .withObject("/agent")
        .put("kubernetesVersion", "1.34.1")
        .put("distribution", "k3s")
        .put("infrastructure", "generic")
        .put("totalNodeCount", 3)
        .put("totalCoreCount", 12);
    requireInSync(session.say(hello), true);
  }

  private static void inSync(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    replica.prepare("a", "b");
    replica.open(true).expectQuiet("after welcome with inSync=true");
  }

  private static void notInSync(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    replica.prepare("a");
    bench.replica(replica.cluster()).open(false).expectQuiet("before the inventory was sent");
  }

  private static void numbers(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    Welcome first;
    try (Session session = replica.hello()) {
      first = session.expect(Welcome.class);
      session.leave();
    }
    Welcome second = replica.hello().expect(Welcome.class);
    require(
        second.session() > first.session(),
        "a session number above " + first.session(),
        second.session());
  }

  private static void epoch(Bench bench) throws InterruptedException {
    Cluster cluster = bench.cluster();
    Welcome usual = bench.connect(cluster).say(AgentFrames.hello(0, EMPTY)).expect(Welcome.class);
    Welcome strange =
        bench
            .connect(cluster)
            .say(AgentFrames.hello(usual.epoch() + 7, EMPTY))
            .expect(Welcome.class);
    require(strange.epoch() == usual.epoch(), "epoch " + usual.epoch(), strange);
    require(strange.inSync(), "inSync=true, as digests do not contain the epoch", strange);
  }

  private static void synchronizedDigest(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    replica.prepare("a", "b", "c");
    Replica empty = bench.replica(replica.cluster());
    Session session = empty.openWithInventory();
    var changes = session.expect(Changes.class);
    session.expectQuiet("before the changes are acknowledged");
    empty.take(session, changes);
    requireDesired(session, empty);
  }

  private static void nothingDiffers(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    replica.prepare("a", "b");
    // A digest that lies, and an inventory that does not.
    Session session = bench.connect(replica.cluster()).say(AgentFrames.hello(0, EMPTY));
    requireInSync(session, false);
    session.say(
        AgentFrames.inventory(true, replica.versions().stream().map(Version::shouted).toList()));
    requireDesired(session, replica);
  }

  private static void requireDesired(Session session, Replica replica) throws InterruptedException {
    Synchronized end = session.expect(Synchronized.class);
    require(end.desired().equals(replica.digest()), "the digest " + replica.digest(), end);
  }

  private static void vectors() {
    requireDigest(
        "698620203557d4c187422d57652dbfca75150722602d5beaed846e0bdf1d8fd1-1", List.of(BASELINE));
    requireDigest(
        "ee77b372395511b83e06535ab2af5da94f19d17f3a3f93e39d880525e511304b-2",
        List.of(MONITORING, BASELINE));
    requireDigest(EMPTY, List.of());
  }

  private static void requireDigest(String digest, List<Version> versions) {
    require(Digest.of(versions).equals(digest), digest, Digest.of(versions));
  }

  private static void letterCase(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    replica.prepare("Mixed-Case");
    String shouted = Digest.of(replica.versions().stream().map(Version::shouted).toList());
    requireInSync(
        bench.connect(replica.cluster()).say(AgentFrames.hello(replica.epoch(), shouted)), true);
  }

  private static void deleting(Bench bench) throws InterruptedException {
    Replica replica = bench.replica();
    try (Session session = replica.synchronize()) {
      replica.gain(session, "a", "first");
      replica.deleteByUser("a");
      replica.follow(
          session, "a as Deleting", () -> replica.change("a").lifecycle().equals("Deleting"));
      session.leave();
    }
    replica.open(true);
  }
}
