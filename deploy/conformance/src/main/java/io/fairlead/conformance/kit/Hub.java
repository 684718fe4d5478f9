package io.fairlead.conformance.kit;

import io.fairlead.conformance.agent.Cluster;
import io.fairlead.conformance.agent.ClusterKey;
import io.fairlead.conformance.agent.ExpectationFailedException;
import io.fairlead.conformance.arm.ArmClient;
import io.fairlead.conformance.wire.GatewayAddress;
import io.fairlead.conformance.wire.HttpAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// The hub under judgement, with the clusters that the kit made there; closing it deletes them.
/// Thread-safe.
public final class Hub implements AutoCloseable {
  /// One group for all runs: the API has no way to delete a group.
  private static final String GROUP =
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/conformance";

  private static final String CLUSTERS = "/providers/Microsoft.Kubernetes/connectedClusters/";
  private static final int DELETIONS_AT_ONCE = 8;

  private final GatewayAddress gateway;
  private final ArmClient arm;
  private final Duration ahead;
  private final String run = "Run-" + UUID.randomUUID().toString().substring(0, 8);
  private final AtomicInteger last = new AtomicInteger();
  private final Queue<Cluster> clusters = new ConcurrentLinkedQueue<>();
  private final Queue<HttpAnswer> turnedAway = new ConcurrentLinkedQueue<>();
  private final ReadWriteLock registering = new ReentrantReadWriteLock();
  private boolean closed;

  /// @param ahead how far the hub's clock is ahead of this machine's
  public Hub(GatewayAddress gateway, ArmClient arm, Duration ahead) {
    this.gateway = gateway;
    this.arm = arm;
    this.ahead = ahead;
  }

  GatewayAddress gateway() {
    return gateway;
  }

  ArmClient arm() {
    return arm;
  }

  /// The time by the hub's clock.
  Instant now() {
    return Instant.now().plus(ahead);
  }

  /// Registers a new cluster.
  Cluster register(ClusterKey key) throws InterruptedException {
    // Mixed letter case on purpose: ids compare without it.
    Cluster cluster = new Cluster(GROUP + CLUSTERS + run + "-" + last.incrementAndGet(), key);
    registering.readLock().lock();
    try {
      if (closed) {
        throw new InterruptedException("the run is over");
      }
      clusters.add(cluster);
      arm.register(cluster);
      return cluster;
    } finally {
      registering.readLock().unlock();
    }
  }

  /// An id that no cluster has.
  String unregistered() {
    return GROUP + CLUSTERS + run + "-nobody";
  }

  void noteTurnedAway(HttpAnswer answer) {
    turnedAway.add(answer);
  }

  /// The answers 503 that the kit met.
  List<HttpAnswer> turnedAway() {
    return List.copyOf(turnedAway);
  }

  /// Whether the run is over.
  boolean isClosed() {
    registering.readLock().lock();
    try {
      return closed;
    } finally {
      registering.readLock().unlock();
    }
  }

  /// Deletes all that the kit made, what is being registered included. The first call counts.
  @Override
  public void close() {
    if (!end()) {
      return;
    }
    try (ExecutorService deletions =
        Executors.newFixedThreadPool(DELETIONS_AT_ONCE, Thread.ofVirtual().factory())) {
      clusters.forEach(cluster -> deletions.execute(() -> delete(cluster)));
    }
    arm.close();
  }

  private boolean end() {
    registering.writeLock().lock();
    try {
      boolean first = !closed;
      closed = true;
      return first;
    } finally {
      registering.writeLock().unlock();
    }
  }

  private void delete(Cluster cluster) {
    try {
      arm.deregister(cluster.id());
    } catch (ExpectationFailedException e) {
      System.err.println("conformance: left behind: " + cluster.id() + ": " + e.actual());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
