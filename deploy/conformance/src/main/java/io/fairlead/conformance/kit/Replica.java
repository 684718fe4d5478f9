package io.fairlead.conformance.kit;

import static io.fairlead.conformance.agent.ExpectationFailedException.require;

import io.fairlead.conformance.agent.AgentFrames;
import io.fairlead.conformance.agent.Cluster;
import io.fairlead.conformance.agent.Digest;
import io.fairlead.conformance.agent.ExpectationFailedException;
import io.fairlead.conformance.agent.GatewayFrame.Change;
import io.fairlead.conformance.agent.GatewayFrame.Changes;
import io.fairlead.conformance.agent.GatewayFrame.Received;
import io.fairlead.conformance.agent.GatewayFrame.Synchronized;
import io.fairlead.conformance.agent.GatewayFrame.Welcome;
import io.fairlead.conformance.agent.Session;
import io.fairlead.conformance.agent.Version;
import io.fairlead.conformance.arm.Configurations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// An agent as far as a check needs one: it holds what it is told and says so. For one thread.
public final class Replica {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Bench bench;
  private final Cluster cluster;
  private final Map<String, Change> held = new LinkedHashMap<>();
  private long epoch;

  Replica(Bench bench, Cluster cluster) {
    this.bench = bench;
    this.cluster = cluster;
  }

  public Cluster cluster() {
    return cluster;
  }

  /// What a user does to the cluster's configurations.
  public Configurations user() {
    return bench.configurations(cluster);
  }

  /// All versions held.
  public List<Version> versions() {
    return held.values().stream().map(Change::version).toList();
  }

  /// The version held of a configuration.
  public Version version(String name) {
    return change(name).version();
  }

  /// What is held of a configuration.
  public Change change(String name) {
    Change change = held.get(key(name));
    if (change == null) {
      throw new ExpectationFailedException("the agent to hold " + name, held.keySet().toString());
    }
    return change;
  }

  /// The digest of what is held.
  public String digest() {
    return Digest.of(versions());
  }

  public long epoch() {
    return epoch;
  }

  /// Whether a configuration is held with this value.
  public boolean holds(String name, String value) {
    Change change = held.get(key(name));
    return change != null && Configurations.value(change.properties()).equals(value);
  }

  /// Whether no version of a configuration is held.
  public boolean lacks(String name) {
    return !held.containsKey(key(name));
  }

  /// Another agent of the cluster that holds the same.
  public Replica copy() {
    Replica copy = new Replica(bench, cluster);
    copy.held.putAll(held);
    copy.epoch = epoch;
    return copy;
  }

  /// Deletes a configuration of the cluster, which is to confirm it. Waits first until the hub has
  /// heard of the session: what is deleted before that is gone at once.
  public void deleteByUser(String name) throws InterruptedException {
    bench.await(
        "delivery.connectivityStatus Connected in the API",
        () -> user().get(name).text("/properties/delivery/connectivityStatus").equals("Connected"));
    user().delete(name);
  }

  /// Connects and says hello with what is held.
  public Session hello() throws InterruptedException {
    return bench.connect(cluster).say(AgentFrames.hello(epoch, digest()));
  }

  /// Opens a session that must begin like that.
  public Session open(boolean inSync) throws InterruptedException {
    Session session = hello();
    Welcome welcome = session.expect(Welcome.class);
    require(welcome.inSync() == inSync, "welcome with inSync=" + inSync, welcome);
    return session;
  }

  /// Opens a session and tells all that is held, where it must differ from what is desired.
  public Session openWithInventory() throws InterruptedException {
    return open(false).say(AgentFrames.inventory(true, versions()));
  }

  /// Opens a session and is live when this returns.
  public Session synchronize() throws InterruptedException {
    Session session = hello();
    Welcome welcome = session.expect(Welcome.class);
    epoch = welcome.epoch();
    if (!welcome.inSync()) {
      session.say(AgentFrames.inventory(true, versions()));
      finishOpening(session);
    }
    return session;
  }

  /// Takes and acknowledges all changes up to `synchronized`.
  ///
  /// @return all changes that came before it
  public List<Changes> finishOpening(Session session) throws InterruptedException {
    List<Changes> all = new ArrayList<>();
    while (true) {
      switch (session.next(Session.PATIENCE)) {
        case Changes changes -> {
          all.add(changes);
          take(session, changes);
        }
        case Synchronized _ -> {
          return all;
        }
        case Received _ -> {}
        case Welcome welcome ->
            throw new ExpectationFailedException("synchronized", welcome.toString());
        case null -> throw new ExpectationFailedException("synchronized", "nothing in time");
      }
    }
  }

  /// Takes and acknowledges changes of a live session until something is so.
  ///
  /// @param expected what is expected to come
  public List<Changes> follow(Session session, String expected, BooleanSupplier until)
      throws InterruptedException {
    List<Changes> all = new ArrayList<>();
    long deadline = System.nanoTime() + SOON.toNanos();
    while (!until.getAsBoolean()) {
      Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
      switch (session.next(left)) {
        case Changes changes -> {
          all.add(changes);
          take(session, changes);
        }
        case null ->
            throw new ExpectationFailedException(expected, "not within " + SOON.toSeconds() + " s");
        case Received _, Synchronized _ -> {}
        case Welcome welcome -> throw new ExpectationFailedException(expected, welcome.toString());
      }
    }
    return all;
  }

  /// Stores changes and acknowledges them.
  public void take(Session session, Changes changes) {
    store(changes);
    session.say(AgentFrames.acknowledge(changes.nonce()));
  }

  /// Stores changes.
  public void store(Changes changes) {
    changes.changed().forEach(change -> held.put(change.version().key(), change));
    changes.removed().forEach(id -> held.remove(Version.key(id)));
  }

  /// Has a configuration with this value and waits until it is held.
  public void gain(Session session, String name, String value) throws InterruptedException {
    user().put(name, value);
    follow(session, "changes with " + name, () -> holds(name, value));
  }

  /// Opens a session, gains configurations `a`, `b`, … with the value `first`, and leaves.
  public void prepare(String... names) throws InterruptedException {
    try (Session session = synchronize()) {
      for (String name : names) {
        gain(session, name, "first");
      }
      session.leave();
    }
  }

  /// Waits until the gateway desires something, seen by another agent of the cluster that begins
  /// with nothing.
  public void awaitAtGateway(Predicate<Replica> desired) throws InterruptedException {
    Replica scout = new Replica(bench, cluster);
    try (Session session = scout.synchronize()) {
      scout.follow(session, "the API's changes at the gateway", () -> desired.test(scout));
      session.leave();
    }
  }

  private String key(String name) {
    return Version.key(cluster.configuration(name));
  }
}
